package dev.tend.core.world;

import static dev.tend.core.cause.Cause.Kind.ASKED;
import static dev.tend.core.cause.Cause.Kind.CONFIGURED;
import static dev.tend.core.cause.Cause.Kind.EXITED;
import static dev.tend.core.world.Host.service;
import static dev.tend.core.world.Situation.why;
import static dev.tend.core.world.WhyOfRunning.version;
import static dev.tend.core.world.WhyOfRunning.versions;
import static dev.tend.core.world.WhyOfStarting.hook;
import static dev.tend.core.world.WhyOfStarting.hooked;
import static dev.tend.core.world.WindowsTest.within;

import dev.tend.core.process.Exit;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Timing;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/// Why something is down, or on its way down.
final class WhyOfStops {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String STOP = "root asked for a stop";
  private static final String START = "somebody to start it ('tend start web')";

  private WhyOfStops() {}

  static List<Situation> all() {
    return List.of(
        Situation.of(
            "Somebody stopped it two days ago",
            () -> {
              Host host = Host.with(service("web"));
              host.stop("web");
              return why(host.passes(Duration.ofDays(2)), "web.1");
            },
            ASKED,
            STOP,
            "web has been stopped for 2d",
            START),
        Situation.of(
            "Somebody stopped it, and the daemon was started anew since",
            () -> {
              Host host = Host.with(service("web"));
              host.stop("web");
              return why(host.successor(service("web")).passes(SECOND), "web.1");
            },
            ASKED,
            STOP,
            START),
        Situation.of(
            "Somebody stopped it, and the machine was booted since",
            () -> {
              Host host = Host.with(service("web"));
              host.stop("web");
              return why(host.afterReboot(service("web")).passes(SECOND), "web.1");
            },
            ASKED,
            STOP,
            START),
        Situation.of(
            "Nobody has asked for it",
            () -> why(Host.with(service("web").withAutostart(false)), "web.1"),
            CONFIGURED,
            "autostart is off and nobody asked for it",
            START),
        Situation.of(
            "It does not hear that it is to end",
            () -> {
              Host host = Host.with(service("web")).deaf("web");
              host.stop("web");
              return why(host.passes(SECOND.multipliedBy(3)), "web.1");
            },
            ASKED,
            STOP,
            "its process (pid 100) to end",
            "its whole tree is killed if it has not ended"),
        Situation.of(
            "It did not end in time, and was killed",
            () -> {
              Host host = Host.with(service("web")).deaf("web");
              host.stop("web");
              return why(host.passes(SECOND.multipliedBy(11)), "web.1");
            },
            ASKED,
            STOP,
            "it had not ended after the stop timeout of 10s and was killed",
            START),
        Situation.of(
            "It was killed, and is still there",
            () -> {
              Host host = Host.with(service("web")).undying("web");
              host.stop("web");
              return why(host.passes(SECOND.multipliedBy(15)), "web.1");
            },
            ASKED,
            STOP,
            "it had not ended after the stop timeout of 10s and was killed",
            "it is killed once more"),
        Situation.of(
            "A hook before its stop runs",
            () -> {
              Host host = Host.with(hooked(HookPhase.PRE_STOP, hook()));
              host.stop("web");
              return why(host.passes(SECOND), "web.1");
            },
            ASKED,
            STOP,
            "its pre_stop hook 'migrate' has been running for 1s (of at most 30s)"),
        Situation.of(
            "A hook after its stop is still running",
            () -> {
              Host host = Host.with(hooked(HookPhase.POST_STOP, hook()));
              host.stop("web");
              return why(host.passes(SECOND), "web.1");
            },
            ASKED,
            STOP,
            "its post_stop hook 'migrate' has been running for 1s (of at most 30s)"),
        Situation.of(
            "A hook after its stop failed",
            () -> {
              Host host = Host.with(hooked(HookPhase.POST_STOP, hook()));
              host.stop("web");
              return why(host.commandEnds("web.1", 1), "web.1");
            },
            ASKED,
            STOP,
            "the post_stop hook migrate failed: it exited with code 1",
            START),
        Situation.of(
            "It is to go down, and what requires it goes first",
            () -> {
              Host host = Host.with(service("db"), service("web", "db")).deaf("web");
              host.stop("db");
              return why(host.passes(SECOND), "db.1");
            },
            ASKED,
            STOP,
            "db has been running for 1m, and is to go down",
            "web goes down first"),
        Situation.of(
            "It stops because what it requires is being stopped",
            () -> {
              Host host = Host.with(service("db"), service("web", "db")).deaf("web");
              host.stop("db");
              return why(host.passes(SECOND), "web.1");
            },
            ASKED,
            STOP,
            "db is being stopped",
            "its whole tree is killed if it has not ended"),
        Situation.of(
            "A reload removed it, and it is on its way out",
            () -> {
              Host host = Host.with(service("db"), service("web")).deaf("web");
              host.reload(service("db"));
              return why(host.passes(SECOND), "web.1");
            },
            ASKED,
            "root asked for a reload",
            "the reload removed it"),
        Situation.of(
            "Its unit was scaled down, and it is on its way out",
            () -> {
              Host host = Host.with(service("web").withInstances(2)).deaf("web");
              host.scale("web", 1);
              return why(host.passes(SECOND), "web.2");
            },
            ASKED,
            "root asked for a scale to 1"),
        Situation.of(
            "The daemon ends",
            () -> {
              Host host = Host.with(service("web")).deaf("web");
              host.shutdown(false);
              return why(host.passes(SECOND), "web.1");
            },
            ASKED,
            "root asked for a shutdown"),
        Situation.of(
            "It is outside its window",
            () -> why(Host.with(within(service("web"), "mon-fri", "08:00", "18:00")), "web.1"),
            CONFIGURED,
            "outside its window until Mon 08:00 (window mon-fri 08:00-18:00 Z)",
            "its window opens"),
        Situation.of(
            "Its window closed, and it was stopped",
            () -> {
              Host host = Host.with(within(service("web"), "all", "08:00", "18:00"));
              return why(host.until("2026-03-01T18:00:05Z"), "web.1");
            },
            CONFIGURED,
            "outside its window until Mon 08:00 (window all 08:00-18:00 Z)",
            "its window closed at 18:00 Z",
            "its window opens"),
        Situation.of(
            "Its window closed, and it does not hear that it is to end",
            () -> {
              Host host = Host.with(within(service("web"), "all", "08:00", "18:00")).deaf("web");
              return why(host.until("2026-03-01T18:00:05Z"), "web.1");
            },
            CONFIGURED,
            "its window closed at 18:00 Z"),
        Situation.of(
            "No version of it is in force before tomorrow",
            () -> {
              Timing tomorrow = Timing.ALWAYS.withFrom(LocalDateTime.parse("2026-03-02T08:00"));
              ServiceSpec next = version("bin/web2", "2026-03-02T08:00");
              ServiceSpec own = service("web").withTiming(tomorrow.withDisabled(true));
              return why(Host.with(versions(own, next)), "web.1");
            },
            CONFIGURED,
            "no version of it is in force until Mon 08:00",
            "version 2 comes into force"),
        Situation.of(
            "All its versions are disabled",
            () ->
                why(
                    Host.with(service("web").withTiming(Timing.ALWAYS.withDisabled(true))),
                    "web.1"),
            CONFIGURED,
            "no version of it is in force: each is disabled"),
        Situation.of(
            "It has done its work",
            () -> why(Host.with(service("web")).ends("web.1", new Exit.Code(0)), "web.1"),
            EXITED,
            "it exited with code 0",
            "web completed 0ms ago"));
  }
}
