package dev.tend.core.world;

import static dev.tend.core.cause.Cause.Kind.CONFIGURED;
import static dev.tend.core.world.Host.service;
import static dev.tend.core.world.Situation.why;
import static dev.tend.core.world.WhyOfRunning.STARTED;

import dev.tend.core.probe.Finding;
import dev.tend.core.process.Notice;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Why something starts and is not up yet.
final class WhyOfStarting {
  private static final Duration TENTH = Duration.ofMillis(100);
  private static final Duration SECOND = Duration.ofSeconds(1);
  static final String DUE = "the attempt counts as failed if it is not ready";

  private WhyOfStarting() {}

  static List<Situation> all() {
    return List.of(
        Situation.of(
            "It has to stay up for a while",
            () -> why(opening(service("web")).passes(TENTH.multipliedBy(3)), "web.1"),
            CONFIGURED,
            STARTED,
            "it to be up for 1s (stable_after)",
            "it counts as running if it is still up"),
        Situation.of(
            "It has not said READY=1, and says what it does",
            () -> {
              Host host = opening(ready(new Readiness.Notify())).passes(SECOND);
              return why(host.says("web.1", new Notice.Status("3 of 8 tables")), "web.1");
            },
            CONFIGURED,
            STARTED,
            "it to say READY=1 (notify)",
            "web has been starting for 1s; its status is \"3 of 8 tables\"",
            DUE),
        Situation.of(
            "It has not written its newline",
            () -> why(opening(ready(new Readiness.Descriptor(3))).passes(SECOND), "web.1"),
            CONFIGURED,
            STARTED,
            "a newline on its descriptor 3",
            DUE),
        Situation.of(
            "It has not written the line that says that it is ready",
            () -> why(opening(ready(new Readiness.Line("listening on"))).passes(SECOND), "web.1"),
            CONFIGURED,
            STARTED,
            "a line of its output with \"listening on\" in it",
            DUE),
        Situation.of(
            "Its startup probe finds no port open",
            () -> {
              Probe tcp = Probe.of(new Check.Tcp("127.0.0.1:5432"), SECOND);
              Probes probes = new Probes(Optional.of(tcp), Optional.empty(), Optional.empty());
              Host host = opening(service("web").withProbes(probes)).passes(SECOND);
              return why(host.probed("web.1", Finding.bad("was refused")), "web.1");
            },
            CONFIGURED,
            STARTED,
            "its startup probe to succeed (a connection to 127.0.0.1:5432); the last time it was"
                + " refused"),
        Situation.of(
            "Its readiness probe has not been answered",
            () -> why(opening(probed(Check.Http.get("http://127.0.0.1/ready"))), "web.1"),
            CONFIGURED,
            STARTED,
            "its readiness probe to succeed (GET http://127.0.0.1/ready); it has not been answered"
                + " yet"),
        Situation.of(
            "The command that says whether it is ready fails",
            () -> {
              Host host = opening(probed(new Check.Exec(new Command(List.of("pg_isready")))));
              return why(host.passes(SECOND).commandEnds("web.1", 2), "web.1");
            },
            CONFIGURED,
            STARTED,
            "its readiness probe to succeed (command pg_isready); the last time it exited with code"
                + " 2"),
        Situation.of(
            "The file that says that it is ready is not there",
            () -> {
              Host host = opening(probed(new Check.FileExists("/run/web.ready"))).passes(SECOND);
              return why(host.probed("web.1", Finding.bad("found no such file")), "web.1");
            },
            CONFIGURED,
            STARTED,
            "its readiness probe to succeed (the file /run/web.ready); the last time it found no"
                + " such file"),
        Situation.of(
            "A hook before its start runs",
            () -> why(opening(hooked(HookPhase.PRE_START, hook())).passes(SECOND), "web.1"),
            CONFIGURED,
            STARTED,
            "its pre_start hook 'migrate' has been running for 1s (of at most 30s)"),
        Situation.of(
            "A hook before its start failed, and is run once more",
            () -> {
              Hook flaky = hook().onFailure(Hook.OnFailure.RETRY);
              return why(
                  opening(hooked(HookPhase.PRE_START, flaky)).commandEnds("web.1", 1), "web.1");
            },
            CONFIGURED,
            STARTED,
            "its pre_start hook 'migrate', which has failed once, to be run again",
            "the pre_start hook migrate is run once more"),
        Situation.of(
            "A hook after its start runs",
            () -> {
              Host host = opening(hooked(HookPhase.POST_START, hook())).passes(SECOND);
              return why(host.passes(SECOND), "web.1");
            },
            CONFIGURED,
            STARTED,
            "its post_start hook 'migrate' has been running for 1s (of at most 30s)"));
  }

  static Host opening(ServiceSpec... specs) {
    return Host.opening(Recovered.NOTHING, specs).turn();
  }

  static ServiceSpec ready(Readiness how) {
    return service("web").withStart(StartRule.DEFAULT.withReadiness(how));
  }

  static ServiceSpec probed(Check check) {
    Probe probe = Probe.of(check, SECOND);
    return service("web")
        .withProbes(new Probes(Optional.empty(), Optional.of(probe), Optional.empty()));
  }

  static ServiceSpec hooked(HookPhase phase, Hook hook) {
    return service("web").withHooks(Hooks.NONE.with(phase, List.of(hook)));
  }

  static Hook hook() {
    return Hook.of("migrate", new Command(List.of("bin/migrate")));
  }
}
