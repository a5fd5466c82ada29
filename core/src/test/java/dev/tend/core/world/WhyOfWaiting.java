package dev.tend.core.world;

import static dev.tend.core.cause.Cause.Kind.ASKED;
import static dev.tend.core.cause.Cause.Kind.CONFIGURED;
import static dev.tend.core.cause.Cause.Kind.EXITED;
import static dev.tend.core.cause.Cause.Kind.FAILED;
import static dev.tend.core.cause.Cause.Kind.OBSERVED;
import static dev.tend.core.cause.Cause.Kind.SPAWN_FAILED;
import static dev.tend.core.world.Host.service;
import static dev.tend.core.world.Situation.why;
import static dev.tend.core.world.WhyOfFailures.failing;
import static dev.tend.core.world.WhyOfRunning.ASKED_OFTEN;
import static dev.tend.core.world.WhyOfRunning.STARTED;
import static dev.tend.core.world.WhyOfStarting.opening;
import static dev.tend.core.world.WindowsTest.within;

import dev.tend.core.probe.Finding;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Why something waits to be started, and for whom.
final class WhyOfWaiting {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private WhyOfWaiting() {}

  static List<Situation> all() {
    return List.of(
        Situation.of(
            "What it requires is not ready yet",
            () ->
                why(
                    opening(service("db"), service("web", "db")).passes(SECOND.dividedBy(2)),
                    "web.1"),
            CONFIGURED,
            "db: " + STARTED,
            "db is not ready",
            "db: it to be up for 1s (stable_after)",
            "db: it counts as running if it is still up"),
        Situation.of(
            "What it requires is not even started",
            () ->
                why(
                    Host.opening(
                            Recovered.NOTHING, service("db"), service("web", Until.STARTED, "db"))
                        .withoutProgram("db")
                        .turn(),
                    "web.1"),
            SPAWN_FAILED,
            "db: cannot execute bin/db: ENOENT",
            "db is not started"),
        Situation.of(
            "What has to end first has not",
            () ->
                why(
                    opening(
                            service("migrate"),
                            service("web", Until.COMPLETED_SUCCESSFULLY, "migrate"))
                        .passes(SECOND.multipliedBy(5)),
                    "web.1"),
            CONFIGURED,
            "migrate: " + STARTED,
            "migrate has been running for 4s",
            "migrate has not completed successfully"),
        Situation.of(
            "What had to end well first has failed",
            () -> {
              ServiceSpec migrate = service("migrate").withRestart(RestartMode.NEVER);
              ServiceSpec web = service("web", Until.COMPLETED_SUCCESSFULLY, "migrate");
              return why(opening(migrate, web).ends("migrate.1", new Exit.Code(2)), "web.1");
            },
            EXITED,
            "migrate: it exited with code 2",
            "migrate has not completed successfully",
            "migrate: somebody to start it ('tend start migrate'), or a change of its"
                + " configuration"),
        Situation.of(
            "A chain of three, at the end of which a program is not there",
            () ->
                why(
                    Host.opening(
                            Recovered.NOTHING,
                            service("db"),
                            service("app", "db"),
                            service("web", "app"))
                        .withoutProgram("db")
                        .turn(),
                    "web.1"),
            SPAWN_FAILED,
            "db: cannot execute bin/db: ENOENT",
            "app is not ready",
            "app has been waiting for 0ms: db is not ready",
            "db: attempt 2 starts"),
        Situation.of(
            "The liveness probe of its database got 503 three times",
            () -> {
              Probes probes =
                  new Probes(Optional.empty(), Optional.empty(), Optional.of(ASKED_OFTEN));
              ServiceSpec db =
                  service("db")
                      .withProbes(probes)
                      .withRestartDelay(Optional.of(Duration.ofSeconds(30)));
              Host host = failing(db, Finding.bad("got HTTP 503"), service("web", "db"));
              host.restart("web");
              return why(host, "web.1");
            },
            OBSERVED,
            "db: its liveness probe got HTTP 503 three times",
            "db is not ready"),
        Situation.of(
            "Somebody stopped what it requires",
            () -> {
              Host host = Host.with(service("db"), service("web", "db"));
              host.stop("db");
              return why(host.passes(SECOND), "web.1");
            },
            ASKED,
            "db: root asked for a stop",
            "db: somebody to start it ('tend start db')"),
        Situation.of(
            "What it requires is given up",
            () -> {
              GiveUp limit = new GiveUp(1, Duration.ofMinutes(1));
              ServiceSpec db = service("db").withGiveUpAfter(Optional.of(limit));
              return why(opening(db, service("web", "db")).ends("db.1", new Exit.Code(7)), "web.1");
            },
            EXITED,
            "db: it exited with code 7",
            "gave up after 1 attempt within 1m"),
        Situation.of(
            "What it requires is outside its window",
            () ->
                why(
                    Host.with(
                        within(service("db"), "mon-fri", "08:00", "18:00"), service("web", "db")),
                    "web.1"),
            CONFIGURED,
            "db: outside its window until Mon 08:00 (window mon-fri 08:00-18:00 Z)",
            "db: its window opens"),
        Situation.of(
            "What it requires is scaled to nothing",
            () -> {
              Host host = Host.with(service("db"), service("web", "db"));
              host.scale("db", 0);
              return why(host.passes(SECOND), "web.1");
            },
            "db: it is scaled to 0 instances",
            "db: somebody to scale it ('tend scale db=1')"),
        Situation.of(
            "The job that it requires failed",
            () -> {
              JobSpec job =
                  JobSpec.of("import", "bin/import")
                      .withRule(JobRule.DEFAULT.withRetries(RetryRule.DEFAULT.withLimit(0)));
              Host host =
                  Host.opening(
                          Recovered.NOTHING,
                          job,
                          service("web", Until.COMPLETED_SUCCESSFULLY, "import"))
                      .turn();
              return why(host.ends("import.1", new Exit.Code(3)), "web.1");
            },
            FAILED,
            "import: worker 1 exited with code 3",
            "backoff limit 0 reached after worker 1 exited with code 3",
            "import: somebody to run it again ('tend job run import')"),
        Situation.of(
            "The job that it requires has not done its work",
            () ->
                why(
                    Host.opening(
                            Recovered.NOTHING,
                            JobSpec.of("import", "bin/import"),
                            service("web", "import"))
                        .turn()
                        .passes(SECOND.multipliedBy(5)),
                    "web.1"),
            CONFIGURED,
            "import: " + STARTED,
            "import has been active for 5s: 0 of 1 completions, 0 tries failed",
            "import: a worker to end"),
        Situation.of(
            "As many start as may at once",
            () -> {
              Host host =
                  Host.opening(Configuration.of(slow("a"), slow("b")).withParallel(1)).turn();
              return why(host.passes(SECOND), "b.1");
            },
            CONFIGURED,
            "a: " + STARTED,
            "its turn has not come: 1 of 1 are starting"),
        Situation.of(
            "It only comes after what is starting",
            () -> {
              ServiceSpec web =
                  service("web")
                      .withEdges(List.of(new Edge.After(new UnitName("db"), Until.READY)));
              return why(opening(service("db"), web).passes(SECOND.dividedBy(2)), "web.1");
            },
            CONFIGURED,
            "db: " + STARTED,
            "db comes first and is not ready"),
        Situation.of(
            "It is up elsewhere, says the command that detects it",
            () -> {
              Detector asked = new Detector.CommandSucceeds(new Command(List.of("pgrep", "web")));
              ServiceSpec web = service("web").withDetectors(List.of(asked));
              return why(opening(web).commandEnds("web.1", 0), "web.1");
            },
            CONFIGURED,
            STARTED));
  }

  private static ServiceSpec slow(String name) {
    return service(name).withStart(StartRule.DEFAULT.withReadiness(Readiness.SIGNALLED));
  }
}
