package dev.tend.core.world;

import static dev.tend.core.cause.Cause.Kind.ASKED;
import static dev.tend.core.cause.Cause.Kind.CONFIGURED;
import static dev.tend.core.cause.Cause.Kind.EXITED;
import static dev.tend.core.cause.Cause.Kind.OBSERVED;
import static dev.tend.core.cause.Cause.Kind.RECOVERED;
import static dev.tend.core.world.Host.service;
import static dev.tend.core.world.Situation.why;
import static dev.tend.core.world.WindowsTest.within;

import dev.tend.core.probe.Finding;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Timing;
import dev.tend.core.spec.UnitName;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/// Why something runs, or runs and is not as it should be.
final class WhyOfRunning {
  static final String STARTED = "autostart is set and the daemon started";
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Probe ASKED_OFTEN = Probe.of(Check.Http.get("http://127.0.0.1:8080/ready"), SECOND);

  private WhyOfRunning() {}

  static List<Situation> all() {
    return List.of(
        Situation.of(
            "The daemon started it",
            () -> why(Host.with(service("web")), "web.1"),
            CONFIGURED,
            STARTED,
            "web has been running for 59s"),
        Situation.of(
            "Somebody started it",
            () -> {
              Host host = Host.with(service("web").withAutostart(false));
              host.start("web");
              return why(host.passes(SECOND), "web.1");
            },
            ASKED,
            "root asked for a start"),
        Situation.of(
            "Somebody started what requires it",
            () -> {
              Host host =
                  Host.with(
                      service("db").withAutostart(false),
                      service("web", "db").withAutostart(false));
              host.start("web");
              return why(host.passes(SECOND), "db.1");
            },
            ASKED,
            "root asked for a start",
            "web requires it"),
        Situation.of(
            "Somebody started what wants it",
            () -> {
              ServiceSpec web =
                  service("web").withEdges(List.of(new Edge.Wants(new UnitName("cache"))));
              Host host =
                  Host.with(service("cache").withAutostart(false), web.withAutostart(false));
              host.start("web");
              return why(host.passes(SECOND), "cache.1");
            },
            ASKED,
            "root asked for a start",
            "web wants it"),
        Situation.of(
            "The machine was booted",
            () ->
                why(Host.with(service("web")).afterReboot(service("web")).passes(SECOND), "web.1"),
            CONFIGURED,
            STARTED + ", after a boot of the host"),
        Situation.of(
            "A reload brought it",
            () -> {
              Host host = Host.with(service("db"));
              host.reload(service("db"), service("web"));
              return why(host.passes(SECOND), "web.1");
            },
            ASKED,
            "root asked for a reload",
            "the reload brought it"),
        Situation.of(
            "A reload changed its command",
            () -> {
              Host host = Host.with(service("web"));
              host.reload(command(service("web"), "bin/web2"));
              return why(host.passes(SECOND), "web.1");
            },
            ASKED,
            "root asked for a reload",
            "the reload changed it"),
        Situation.of(
            "Somebody restarted it",
            () -> {
              Host host = Host.with(service("web"));
              host.restart("web");
              return why(host.passes(SECOND), "web.1");
            },
            ASKED,
            "root asked for a restart"),
        Situation.of(
            "Somebody restarted what it requires",
            () -> {
              Host host = Host.with(service("db"), service("web", "db"));
              host.restart("db");
              return why(host.passes(SECOND.multipliedBy(3)), "web.1");
            },
            ASKED,
            "root asked for a restart",
            "db is being restarted",
            "db is ready"),
        Situation.of(
            "Somebody scaled its unit up",
            () -> {
              Host host = Host.with(service("web"));
              host.scale("web", 2);
              return why(host.passes(SECOND), "web.2");
            },
            ASKED,
            "root asked for a scale to 2"),
        Situation.of(
            "It crashed and was replaced at once",
            () -> {
              Host host = Host.with(service("web")).ends("web.1", new Exit.Code(1));
              return why(host.passes(SECOND.multipliedBy(5)), "web.1");
            },
            EXITED,
            "it exited with code 1",
            "web has been running for 4s, restarted once",
            "the restart policy replaces it at once"),
        Situation.of(
            "It ends well again and again, and is to be up always",
            () -> {
              ServiceSpec web = service("web").withRestart(RestartMode.ALWAYS);
              Host host = Host.with(web).ends("web.1", new Exit.Code(0));
              return why(host.passes(SECOND.multipliedBy(5)), "web.1");
            },
            EXITED,
            "it exited with code 0",
            "the restart policy replaces it at once"),
        Situation.of(
            "An earlier daemon was killed, and this one found it alive",
            () -> why(Host.with(service("web")).successor(service("web")).passes(SECOND), "web.1"),
            RECOVERED,
            "pid 4711 of an earlier daemon was found alive"),
        Situation.of(
            "The daemon was shut down with --keep, and the next one found it alive",
            () -> {
              Host host = Host.with(service("web"));
              host.shutdown(true);
              return why(host.successor(service("web")).passes(SECOND), "web.1");
            },
            RECOVERED,
            "pid 4711 of an earlier daemon was found alive"),
        Situation.of(
            "It was up already: its pid file named it",
            () -> {
              Detector file = new Detector.PidFile(new InstancePath("/run/web.pid"));
              Host host =
                  Host.opening(Recovered.NOTHING, service("web").withDetectors(List.of(file)))
                      .pidFileNames("web.1", 4711)
                      .turn();
              return why(host.passes(SECOND), "web.1");
            },
            CONFIGURED,
            STARTED,
            "its pid file names pid 4711, which was running already and was taken over"),
        Situation.of(
            "Somebody forced it up outside its window",
            () -> {
              Host host = Host.with(within(service("web"), "mon-fri", "08:00", "18:00"));
              host.forceStart("web");
              return why(host.passes(SECOND), "web.1");
            },
            ASKED,
            "root asked for a forced start",
            "its window opens"),
        Situation.of(
            "Its window opened",
            () -> {
              Host host = Host.with(within(service("web"), "mon-fri", "08:00", "18:00"));
              return why(host.until("2026-03-02T08:00:05Z"), "web.1");
            },
            CONFIGURED,
            "its window opened at 08:00 Z",
            "its window closes"),
        Situation.of(
            "Version 2 comes tomorrow",
            () ->
                why(
                    Host.with(versions(service("web"), version("bin/web2", "2026-03-02T08:00"))),
                    "web.1"),
            CONFIGURED,
            STARTED,
            "version 2 comes into force"),
        Situation.of(
            "Version 2 has taken the place of version 1",
            () -> {
              Host host =
                  Host.with(versions(service("web"), version("bin/web2", "2026-03-02T08:00")));
              return why(host.until("2026-03-02T08:00:05Z"), "web.1");
            },
            CONFIGURED,
            "version 2, of 2026-03-02 08:00 Z, is in force"),
        Situation.of(
            "Version 2 was disabled, and version 1 is back",
            () -> {
              ServiceSpec next = version("bin/web2", "2026-01-01T08:00");
              Host host = Host.with(versions(service("web"), next));
              host.reload(
                  versions(service("web"), next.withTiming(next.timing().withDisabled(true))));
              return why(host.passes(SECOND), "web.1");
            },
            ASKED,
            "root asked for a reload",
            "version 1 is in force, in the place of version 2",
            "the reload changed it"),
        Situation.of(
            "Its turn in a rolling restart has come",
            () -> {
              Host host = Host.with(service("web").withInstances(2));
              host.roll(1, "web");
              return why(host.passes(SECOND.multipliedBy(3)), "web.2");
            },
            ASKED,
            "root asked for a rolling restart",
            "its turn in a rolling restart came, after web.1 was ready"),
        Situation.of(
            "Its turn in a rolling restart has not come",
            () -> {
              Host host = Host.with(service("web").withInstances(2));
              host.roll(1, "web");
              return why(host, "web.2");
            },
            CONFIGURED,
            STARTED,
            "it is being restarted after web.1"),
        Situation.of(
            "A rolling restart stopped at its first failure, before its turn",
            () -> {
              Host host = Host.with(service("web").withInstances(2));
              host.roll(1, "web");
              host.ends("web.1", new Exit.Code(3));
              return why(host, "web.2");
            },
            CONFIGURED,
            STARTED,
            "a rolling restart that was stopped before its turn came: web.1 failed: it exited with"
                + " code 3; attempt 2 after a backoff of 100ms"),
        Situation.of(
            "What was applied on trial failed, and the configuration before is back",
            () -> {
              Host host = Host.with(service("web"));
              host.apply(Duration.ofSeconds(30), command(service("web"), "bin/web2"));
              host.ends("web.1", new Exit.Code(3));
              return why(host.passes(SECOND.multipliedBy(2)), "web.1");
            },
            CONFIGURED,
            "went back to the configuration before what root applied: web.1 failed: it exited with"
                + " code 3; attempt 2 after a backoff of 100ms",
            "the reload changed it"),
        Situation.of(
            "It runs, and its readiness probe gets 503",
            () -> {
              Probes probes =
                  new Probes(Optional.empty(), Optional.of(ASKED_OFTEN), Optional.empty());
              Host host = Host.opening(Recovered.NOTHING, service("web").withProbes(probes)).turn();
              host.passes(SECOND).probed("web.1", Finding.good("got HTTP 200"));
              Finding bad = Finding.bad("got HTTP 503", "no database");
              host.passes(SECOND.multipliedBy(2)).probed("web.1", bad);
              host.passes(SECOND.multipliedBy(2)).probed("web.1", bad);
              return why(host.passes(SECOND.multipliedBy(2)).probed("web.1", bad), "web.1");
            },
            OBSERVED,
            "its readiness probe got HTTP 503: no database",
            "its readiness probe to succeed (GET http://127.0.0.1:8080/ready); the last time it got"
                + " HTTP 503: no database"),
        Situation.of(
            "A hook before its start failed, which is ignored",
            () -> {
              Hook warm =
                  Hook.of("warm", new Command(List.of("bin/warm")))
                      .onFailure(Hook.OnFailure.IGNORE);
              ServiceSpec web =
                  service("web").withHooks(Hooks.NONE.with(HookPhase.PRE_START, List.of(warm)));
              Host host = Host.opening(Recovered.NOTHING, web).turn().commandEnds("web.1", 1);
              return why(host.passes(SECOND), "web.1");
            },
            CONFIGURED,
            STARTED,
            "web has been running for 0ms; the pre_start hook warm failed: it exited with code 1,"
                + " which is ignored"),
        Situation.of(
            "A hook after its start failed, which is ignored",
            () -> {
              Hook warm =
                  Hook.of("warm", new Command(List.of("bin/warm")))
                      .onFailure(Hook.OnFailure.IGNORE);
              ServiceSpec web =
                  service("web").withHooks(Hooks.NONE.with(HookPhase.POST_START, List.of(warm)));
              Host host = Host.opening(Recovered.NOTHING, web).turn().passes(SECOND);
              return why(host.commandEnds("web.1", 1).passes(SECOND), "web.1");
            },
            CONFIGURED,
            STARTED,
            "web has been running for 1s; the post_start hook warm failed: it exited with code 1,"
                + " which is ignored"));
  }

  static ServiceSpec command(ServiceSpec spec, String program) {
    return spec.withLaunch(Launch.of(new Command(List.of(program))));
  }

  static ServiceSpec versions(ServiceSpec own, ServiceSpec... later) {
    return own.withTiming(own.timing().withLater(List.of(later)));
  }

  static ServiceSpec version(String program, String from) {
    return command(service("web"), program)
        .withTiming(Timing.ALWAYS.withFrom(LocalDateTime.parse(from)));
  }
}
