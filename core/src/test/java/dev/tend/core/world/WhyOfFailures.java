package dev.tend.core.world;

import static dev.tend.core.cause.Cause.Kind.EXITED;
import static dev.tend.core.cause.Cause.Kind.FAILED;
import static dev.tend.core.cause.Cause.Kind.OBSERVED;
import static dev.tend.core.cause.Cause.Kind.SPAWN_FAILED;
import static dev.tend.core.cause.Cause.Kind.TIMED_OUT;
import static dev.tend.core.world.Host.service;
import static dev.tend.core.world.Situation.why;
import static dev.tend.core.world.WhyOfRunning.ASKED_OFTEN;
import static dev.tend.core.world.WhyOfStarting.hook;
import static dev.tend.core.world.WhyOfStarting.hooked;
import static dev.tend.core.world.WhyOfStarting.opening;
import static dev.tend.core.world.WhyOfStarting.probed;
import static dev.tend.core.world.WhyOfStarting.ready;

import dev.tend.core.lifecycle.Event;
import dev.tend.core.probe.Finding;
import dev.tend.core.process.Exit;
import dev.tend.core.process.Notice;
import dev.tend.core.process.RunId;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StartRetries;
import dev.tend.core.spec.Watchdog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Why something has failed, or pauses before its next attempt.
final class WhyOfFailures {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String TRY_2 = "attempt 2 after a backoff of 100ms";
  private static final String NEXT = "attempt 2 starts";
  private static final String START =
      "somebody to start it ('tend start web'), or a change of its configuration";

  private WhyOfFailures() {}

  static List<Situation> all() {
    return List.of(
        Situation.of(
            "It exited with an error",
            () -> why(opening(service("web")).ends("web.1", new Exit.Code(3)), "web.1"),
            EXITED,
            "it exited with code 3",
            TRY_2,
            NEXT),
        Situation.of(
            "Its port is taken, as it wrote before it ended",
            () ->
                why(
                    opening(service("web")).ends("web.1", new Exit.Code(1)),
                    "web.1",
                    _ -> List.of("starting web 1.2", "listen tcp :8080: address already in use")),
            EXITED,
            "it exited with code 1; it last wrote \"listen tcp :8080: address already in use\"",
            "starting web 1.2",
            NEXT),
        Situation.of(
            "It ended with the trace of a stack",
            () ->
                why(
                    opening(service("web")).ends("web.1", new Exit.Code(1)),
                    "web.1",
                    _ ->
                        List.of(
                            "java.net.BindException: Address already in use",
                            "    at java.base/sun.nio.ch.Net.bind(Net.java:565)")),
            EXITED,
            "it exited with code 1; it last wrote \"java.net.BindException: Address already in"
                + " use\""),
        Situation.of(
            "It crashed, and left a core",
            () -> why(opening(service("web")).ends("web.1", new Exit.Signalled(11, true)), "web.1"),
            EXITED,
            "it was killed by SIGSEGV (core dumped)",
            NEXT),
        Situation.of(
            "Somebody ended it, but not with Tend",
            () ->
                why(opening(service("web")).ends("web.1", new Exit.Signalled(15, false)), "web.1"),
            EXITED,
            "it was killed by SIGTERM"),
        Situation.of(
            "It was killed by the kernel for want of memory, or by somebody",
            () -> why(opening(service("web")).ends("web.1", new Exit.Signalled(9, false)), "web.1"),
            EXITED,
            "it was killed by SIGKILL, not by Tend: by the kernel for want of memory, or by"
                + " somebody"),
        Situation.of(
            "What its shell ran was killed",
            () -> why(opening(service("web")).ends("web.1", new Exit.Code(137)), "web.1"),
            EXITED,
            "it exited with code 137 (128 + 9), so what it ran was killed by SIGKILL, not by Tend:"
                + " by the kernel for want of memory, or by somebody"),
        Situation.of(
            "Its shell does not find the command",
            () -> why(opening(service("web")).ends("web.1", new Exit.Code(127)), "web.1"),
            EXITED,
            "it exited with code 127, as a shell does that does not find the command"),
        Situation.of(
            "It is given up after 5 attempts",
            () -> {
              GiveUp limit = new GiveUp(5, Duration.ofMinutes(10));
              Host host = opening(service("web").withGiveUpAfter(Optional.of(limit)));
              for (int i = 0; i < 5; i++) {
                host.ends("web.1", new Exit.Code(4)).passes(SECOND.multipliedBy(2));
                if (i < 4) {
                  host.passes(SECOND.multipliedBy(28));
                }
              }
              return why(host, "web.1");
            },
            EXITED,
            "it exited with code 4",
            "gave up after 5 attempts within 10m",
            START),
        Situation.of(
            "It failed, and is never to be tried again",
            () -> {
              ServiceSpec web = service("web").withRestart(RestartMode.NEVER);
              return why(opening(web).ends("web.1", new Exit.Code(2)), "web.1");
            },
            EXITED,
            "it exited with code 2",
            "restart = \"never\" rules out another attempt",
            START),
        Situation.of(
            "All its start_retries are used up",
            () -> {
              StartRetries none = new StartRetries(0, SECOND);
              ServiceSpec web = service("web").withStartRetries(Optional.of(none));
              return why(opening(web).ends("web.1", new Exit.Code(2)), "web.1");
            },
            EXITED,
            "it exited with code 2",
            "1 failed start, and start_retries allows no more"),
        Situation.of(
            "It never said that it is ready",
            () ->
                why(
                    opening(ready(new Readiness.Notify())).passes(Duration.ofMillis(30_050)),
                    "web.1"),
            TIMED_OUT,
            "it was not ready within 30s (start_within)",
            TRY_2),
        Situation.of(
            "Its readiness probe never succeeded",
            () -> {
              Host host = opening(probed(Check.Http.get("http://127.0.0.1/ready"))).passes(SECOND);
              host.probed("web.1", Finding.bad("was refused"));
              return why(host.passes(Duration.ofMillis(29_050)), "web.1");
            },
            TIMED_OUT,
            "it was not ready within 30s (start_within): its readiness probe was refused, the last"
                + " time 29s before"),
        Situation.of(
            "It closed its descriptor without a newline",
            () -> {
              Host host = opening(ready(new Readiness.Descriptor(3)));
              RunId run = host.view("web.1").run().orElseThrow();
              String how = "it closed descriptor 3 without a newline";
              return why(host.happens(run, new Event.NeverReady(run, how)), "web.1");
            },
            FAILED,
            "it closed descriptor 3 without a newline",
            TRY_2),
        Situation.of(
            "A hook before its start failed",
            () ->
                why(opening(hooked(HookPhase.PRE_START, hook())).commandEnds("web.1", 3), "web.1"),
            FAILED,
            "the pre_start hook migrate failed: it exited with code 3",
            TRY_2,
            NEXT),
        Situation.of(
            "A hook before its start took too long",
            () ->
                why(
                    opening(hooked(HookPhase.PRE_START, hook().within(SECOND)))
                        .passes(Duration.ofMillis(1050)),
                    "web.1"),
            FAILED,
            "the pre_start hook migrate failed: it took longer than its timeout and was killed"),
        Situation.of(
            "A hook after its start failed",
            () ->
                why(
                    opening(hooked(HookPhase.POST_START, hook()))
                        .passes(SECOND)
                        .commandEnds("web.1", 1),
                    "web.1"),
            FAILED,
            "the post_start hook migrate failed: it exited with code 1"),
        refused(
            "Its program is not there",
            new SpawnFault("execve", "ENOENT", "wbe", "no such program in PATH=/usr/bin:/bin"),
            "cannot execute wbe: ENOENT (no such program in PATH=/usr/bin:/bin)"),
        refused(
            "Its program has no execute bit",
            new SpawnFault(
                "execve",
                "EACCES",
                "/srv/web",
                "a file of that name is there but has no execute bit: chmod +x"),
            "cannot execute /srv/web: EACCES (a file of that name is there but has no execute bit:"
                + " chmod +x)"),
        refused(
            "The interpreter of its script is not there",
            new SpawnFault(
                "execve", "ENOENT", "/srv/web", "the file is there, but /usr/bin/python2 is not"),
            "cannot execute /srv/web: ENOENT (the file is there, but /usr/bin/python2 is not)"),
        refused(
            "Its user does not exist",
            new SpawnFault("setuid", "ENOENT", "www", "no such user in /etc/passwd"),
            "cannot run as www: ENOENT (no such user in /etc/passwd)"),
        refused(
            "Its directory is not there",
            new SpawnFault("chdir", "ENOENT", "/srv", "the unit's directory"),
            "cannot change to /srv: ENOENT (the unit's directory)"),
        Situation.of(
            "Its liveness probe failed three times",
            () -> {
              Probes probes =
                  new Probes(Optional.empty(), Optional.empty(), Optional.of(ASKED_OFTEN));
              return why(
                  failing(service("web").withProbes(probes), Finding.bad("got HTTP 503")), "web.1");
            },
            OBSERVED,
            "its liveness probe got HTTP 503 three times",
            "the restart policy replaces it at once"),
        Situation.of(
            "The folder that it writes to is not written to",
            () -> {
              Check folder =
                  new Check.FolderActivity("/var/spool/web", Duration.ofMinutes(5), false);
              Probe probe = new Probe(folder, Duration.ZERO, SECOND, SECOND, 1, 1);
              Probes probes = new Probes(Optional.empty(), Optional.empty(), Optional.of(probe));
              String seen = "saw nothing change in /var/spool/web for 6m";
              return why(failing(service("web").withProbes(probes), Finding.bad(seen)), "web.1");
            },
            OBSERVED,
            "its liveness probe saw nothing change in /var/spool/web for 6m"),
        Situation.of(
            "It has not said that it is alive",
            () -> why(watched().passes(Duration.ofMillis(5_050)), "web.1"),
            FAILED,
            "no WATCHDOG=1 for 5s; none has come yet"),
        Situation.of(
            "It said itself that it hangs",
            () -> why(watched().says("web.1", new Notice.Hung()), "web.1"),
            FAILED,
            "it said WATCHDOG=trigger"),
        Situation.of(
            "It ended while no daemon was there to see how",
            () -> {
              ServiceSpec web = service("web").withRestart(RestartMode.NEVER);
              Host next = Host.with(web).endsUnseen("web.1").successor(web);
              next.buriesTheDead();
              return why(next, "web.1");
            },
            EXITED,
            "it ended unseen (it ended while no daemon was running)"));
  }

  private static Situation refused(String title, SpawnFault fault, String root) {
    return Situation.of(
        title,
        () ->
            why(
                Host.opening(Recovered.NOTHING, service("web")).refusing(fault, "web").turn(),
                "web.1"),
        SPAWN_FAILED,
        root,
        TRY_2,
        NEXT);
  }

  /// One that starts, and whose liveness probe then finds this as often as is needed to end it.
  static Host failing(ServiceSpec spec, Finding found, ServiceSpec... others) {
    Host host = opening(join(spec, others)).passes(SECOND.multipliedBy(5));
    String id = spec.name() + ".1";
    int failures = spec.probes().liveness().orElseThrow().failures();
    for (int i = 0; i < failures; i++) {
      host.probed(id, found).passes(SECOND);
    }
    return host;
  }

  private static ServiceSpec[] join(ServiceSpec first, ServiceSpec... others) {
    ServiceSpec[] all = new ServiceSpec[others.length + 1];
    all[0] = first;
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }

  private static Host watched() {
    Watchdog watchdog = new Watchdog(Duration.ofSeconds(5), Signal.ABRT);
    return opening(service("web").withWatchdog(Optional.of(watchdog))).passes(SECOND);
  }
}
