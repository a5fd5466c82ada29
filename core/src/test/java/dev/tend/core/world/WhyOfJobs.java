package dev.tend.core.world;

import static dev.tend.core.cause.Cause.Kind.ASKED;
import static dev.tend.core.cause.Cause.Kind.CONFIGURED;
import static dev.tend.core.cause.Cause.Kind.EXITED;
import static dev.tend.core.cause.Cause.Kind.FAILED;
import static dev.tend.core.cause.Cause.Kind.SPAWN_FAILED;
import static dev.tend.core.cause.Cause.Kind.TIMED_OUT;
import static dev.tend.core.world.Host.service;
import static dev.tend.core.world.Situation.why;
import static dev.tend.core.world.WhyOfRunning.STARTED;

import dev.tend.core.process.Exit;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Request.OfJob.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Why a job is as it is.
final class WhyOfJobs {
  private static final Exit BROKEN = new Exit.Code(3);
  private static final String RUN = "somebody to run it again ('tend job run import')";

  private WhyOfJobs() {}

  static List<Situation> all() {
    return List.of(
        Situation.of(
            "It was never run",
            () -> why(opening(asked(job())), "import"),
            CONFIGURED,
            "autostart is off and nobody asked for it",
            "import was never run",
            "somebody to run it ('tend job run import')"),
        Situation.of(
            "It runs",
            () -> why(opening(job()).passes(Duration.ofSeconds(5)), "import"),
            CONFIGURED,
            STARTED,
            "a worker to end"),
        Situation.of(
            "Somebody runs it",
            () -> {
              Host host = opening(asked(job()));
              host.job("import", Verb.RUN);
              return why(host.passes(Duration.ofSeconds(5)), "import");
            },
            ASKED,
            "root asked for a run"),
        Situation.of(
            "It succeeded",
            () ->
                why(
                    opening(job()).ends("import.1", new Exit.Code(0)).passes(Duration.ofHours(1)),
                    "import"),
            CONFIGURED,
            STARTED,
            "import completed 1h ago: 1 of 1 completions, 0 tries failed",
            "it succeeded"),
        Situation.of(
            "Its backoff limit was reached after exit code 137",
            () -> why(opening(limited(0)).ends("import.1", new Exit.Code(137)), "import"),
            FAILED,
            "worker 1 exited with code 137 (128 + 9), so what it ran was killed by SIGKILL, not by"
                + " Tend: by the kernel for want of memory, or by somebody",
            "backoff limit 0 reached after worker 1 exited with code 137",
            RUN),
        Situation.of(
            "Its program is not there",
            () ->
                why(
                    Host.opening(Recovered.NOTHING, limited(0)).withoutProgram("import").turn(),
                    "import"),
            FAILED,
            "worker 1 failed: cannot execute bin/import: ENOENT",
            RUN),
        Situation.of(
            "It pauses after a failure",
            () -> why(opening(limited(3)).ends("import.1", BROKEN), "import"),
            EXITED,
            "worker 1 failed: it exited with code 3",
            "the pause after a failure is over"),
        Situation.of(
            "Its active deadline passed",
            () -> {
              JobRule rule =
                  JobRule.DEFAULT.withTimes(Optional.of(Duration.ofMinutes(10)), Optional.empty());
              return why(opening(job().withRule(rule)).passes(Duration.ofMinutes(11)), "import");
            },
            TIMED_OUT,
            "active_deadline 10m passed",
            RUN),
        Situation.of(
            "It ended with an exit code that no further try would mend",
            () -> {
              RetryRule rule =
                  new RetryRule(
                      RestartMode.NEVER,
                      6,
                      Optional.empty(),
                      RetryRule.BACKOFF,
                      new TreeSet<>(List.of(3)));
              return why(
                  opening(job().withRule(JobRule.DEFAULT.withRetries(rule)))
                      .ends("import.1", BROKEN),
                  "import");
            },
            FAILED,
            "worker 1 exited with code 3",
            "worker 1 exited with code 3, which is one of fail_exit_codes"),
        Situation.of(
            "One of its indexes has failed too often",
            () -> {
              RetryRule rule =
                  new RetryRule(
                      RestartMode.NEVER, 6, Optional.of(0), RetryRule.BACKOFF, new TreeSet<>());
              JobRule two = JobRule.DEFAULT.withWorkers(2, 2, CompletionMode.INDEXED);
              Host host = opening(job().withRule(two.withRetries(rule)));
              host.ends("import.1", new Exit.Code(0)).ends("import.2", BROKEN);
              return why(host, "import");
            },
            FAILED,
            "worker 2 exited with code 3",
            "more than 0 retries failed for index 1"),
        Situation.of(
            "Somebody suspended it",
            () -> {
              Host host = opening(job());
              host.job("import", Verb.SUSPEND);
              return why(host.passes(Duration.ofHours(2)), "import");
            },
            ASKED,
            "root asked for a suspend",
            "import has been suspended for 2h: 0 of 1 completions, 0 tries failed",
            "somebody to resume it ('tend job resume import')"),
        Situation.of(
            "Its configuration suspends it",
            () -> why(opening(job().withRule(JobRule.DEFAULT.withSuspend(true))), "import"),
            CONFIGURED,
            "its configuration suspends it (suspend = true)",
            "somebody to resume it ('tend job resume import')"),
        Situation.of(
            "Somebody stopped it",
            () -> {
              Host host = opening(job());
              host.job("import", Verb.STOP);
              return why(host, "import");
            },
            ASKED,
            "root asked for a stop",
            RUN),
        Situation.of(
            "It waits for what it requires",
            () ->
                why(
                    Host.opening(
                            Recovered.NOTHING,
                            job()
                                .withWorker(
                                    job()
                                        .worker()
                                        .withEdges(
                                            List.of(Edge.Requires.ready(new UnitName("db"))))),
                            service("db"))
                        .withoutProgram("db")
                        .turn(),
                    "import"),
            SPAWN_FAILED,
            "db: cannot execute bin/db: ENOENT",
            "db is not ready",
            "db: attempt 2 starts"),
        Situation.of(
            "One of its workers, asked alone",
            () -> why(opening(limited(0)).ends("import.1", BROKEN), "import.1"),
            EXITED,
            "it exited with code 3",
            "import failed 0ms ago"));
  }

  private static Host opening(UnitSpec... specs) {
    return Host.opening(Recovered.NOTHING, specs).turn();
  }

  private static JobSpec job() {
    return JobSpec.of("import", "bin/import");
  }

  private static JobSpec asked(JobSpec job) {
    return job.withWorker(job.worker().withAutostart(false));
  }

  private static JobSpec limited(int limit) {
    return job()
        .withRule(
            JobRule.DEFAULT.withRetries(
                RetryRule.DEFAULT.withRestart(RestartMode.NEVER).withLimit(limit)));
  }
}
