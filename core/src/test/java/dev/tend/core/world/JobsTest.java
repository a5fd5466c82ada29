package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.Until;
import dev.tend.core.world.Request.OfJob.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JobsTest {
  private static final Exit DONE = new Exit.Code(0);
  private static final Exit BROKEN = new Exit.Code(1);

  private static JobSpec job(int parallelism, int completions) {
    return JobSpec.of("import", "bin/import")
        .withRule(JobRule.DEFAULT.withWorkers(parallelism, completions, CompletionMode.INDEXED));
  }

  private static JobSpec asked(JobSpec job) {
    return job.withWorker(job.worker().withAutostart(false));
  }

  private static Host opening(UnitSpec... specs) {
    return Host.opening(Recovered.NOTHING, specs).turn();
  }

  private static ServiceSpec after(String name, Until until) {
    return ServiceSpec.of(name, "bin/" + name)
        .withEdges(List.of(new Edge.Requires(new UnitName("import"), until)));
  }

  private static List<String> types(Host host) {
    return host.entries().stream()
        .map(Entry::type)
        .filter(type -> type.startsWith("job_"))
        .toList();
  }

  @Test
  void aDeclaredJobRunsOnceByItself() {
    Host host = opening(job(2, 3));
    assertThat(host.log()).containsExactly("import.1 starts", "import.2 starts");
    assertThat(host.mainPlan("import.2").launch().env())
        .containsEntry("JOB_COMPLETION_INDEX", "1")
        .containsEntry("JOB_NAME", "import");

    host.ends("import.2", DONE);
    assertThat(host.log()).containsExactly("import.2 starts");
    assertThat(host.mainPlan("import.2").launch().env()).containsEntry("JOB_COMPLETION_INDEX", "2");
    host.ends("import.1", DONE).ends("import.2", DONE).passes(Duration.ofDays(1));

    assertThat(host.log()).isEmpty();
    assertThat(host.job("import").phaseName()).isEqualTo("complete");
    assertThat(host.states()).containsExactly("import.1 completed", "import.2 completed");
    assertThat(types(host)).containsExactly("job_started", "job_completed");
  }

  /// Nobody wrote a restart policy for it, and it is tried again.
  @Test
  void aWorkerThatFailedSaysNothingOfARestartPolicy() {
    Host host = opening(job(1, 1)).ends("import.1", BROKEN);

    assertThat(host.snapshot().find(new InstanceId(new UnitName("import"), 1)).orElseThrow())
        .returns(StateName.FAILED, InstanceView::state)
        .returns("it exited with code 1", view -> view.cause().story());
  }

  @Test
  void oneThatIsNotToRunByItselfWaitsForSomebodyToAsk() {
    Host host = opening(asked(job(1, 1))).passes(Duration.ofHours(1));
    assertThat(host.log()).isEmpty();
    assertThat(host.job("import").phaseName()).isEqualTo("pending");

    assertThat(host.job("import", Verb.RUN)).isInstanceOf(Reply.Done.class);
    assertThat(host.log()).containsExactly("import.1 starts");
    assertThat(host.job("import", Verb.RUN)).isInstanceOf(Reply.Refused.class);
    host.ends("import.1", DONE);
    assertThat(host.start("import")).isInstanceOf(Reply.Done.class);
    assertThat(host.log()).containsExactly("import.1 starts");
    assertThat(host.job("import").round()).isEqualTo(2);
  }

  @Test
  void aFailureIsTriedAgainAfterAPauseAndTheLimitEndsTheOthers() {
    JobSpec spec = job(2, 4);
    Host host = opening(spec.withRule(spec.rule().withRetries(RetryRule.DEFAULT.withLimit(1))));
    host.log();
    host.ends("import.1", BROKEN);
    assertThat(host.log()).containsExactly("import.1 starts");
    host.passes(Duration.ofSeconds(10));
    assertThat(host.log()).isEmpty();

    host.ends("import.2", BROKEN);
    assertThat(host.log()).containsExactly("import.1 gets TERM");
    assertThat(host.job("import").phaseName()).isEqualTo("failed");
    assertThat(host.job("import").cause().sentence())
        .isEqualTo("backoff limit 1 reached after worker 2 exited with code 1");
    assertThat(host.states()).containsExactly("import.1 stopped", "import.2 failed");
    assertThat(types(host)).containsExactly("job_started", "job_failed");
  }

  @Test
  void aProgramThatIsNotThereIsAFailure() {
    JobSpec spec = job(1, 1);
    Host host =
        Host.opening(
                Recovered.NOTHING,
                spec.withRule(spec.rule().withRetries(RetryRule.DEFAULT.withLimit(0))))
            .withoutProgram("import")
            .turn();

    assertThat(host.job("import").phaseName()).isEqualTo("failed");
    assertThat(host.job("import").cause().sentence()).contains("worker 1 failed: ");
  }

  @Test
  void otherCodesThanZeroCanBeSuccess() {
    JobSpec spec = job(1, 1);
    Host host =
        opening(spec.withWorker(spec.worker().withSuccessCodes(new TreeSet<>(List.of(0, 7)))));
    host.ends("import.1", new Exit.Code(7));

    assertThat(host.job("import").phaseName()).isEqualTo("complete");
    assertThat(host.states()).containsExactly("import.1 completed");
  }

  @Test
  void whoWaitsForAJobStartsWhenItHasDoneItsWork() {
    Host host =
        opening(
            job(1, 2),
            after("web", Until.COMPLETED_SUCCESSFULLY),
            after("log", Until.COMPLETED),
            after("api", Until.READY));
    assertThat(host.log()).containsExactly("import.1 starts");
    host.ends("import.1", DONE);
    assertThat(host.log()).containsExactly("import.1 starts");
    host.ends("import.1", DONE);

    assertThat(host.log())
        .containsExactlyInAnyOrder("web.1 starts", "log.1 starts", "api.1 starts");
    assertThat(host.job("import").round()).isEqualTo(1);
  }

  @Test
  void whoOnlyWaitsForTheEndStartsAfterAFailureToo() {
    JobSpec spec = job(1, 1);
    Host host =
        opening(
            spec.withRule(spec.rule().withRetries(RetryRule.DEFAULT.withLimit(0))),
            after("web", Until.COMPLETED_SUCCESSFULLY),
            after("log", Until.COMPLETED));
    host.log();
    host.ends("import.1", BROKEN);

    assertThat(host.log()).containsExactly("log.1 starts");
  }

  @Test
  void aJobWaitsForWhatItRequiresAndPullsIt() {
    JobSpec spec = job(2, 2);
    JobSpec waiting =
        spec.withWorker(spec.worker().withEdges(List.of(Edge.Requires.ready(new UnitName("db")))));
    Host host = opening(asked(waiting), service("db").withAutostart(false));
    assertThat(host.log()).isEmpty();
    host.job("import", Verb.RUN);
    assertThat(host.log()).containsExactly("db.1 starts");
    assertThat(host.job("import").active()).isEmpty();
    host.passes(Duration.ofSeconds(2));

    assertThat(host.log()).containsExactly("import.1 starts", "import.2 starts");
  }

  @Test
  void whatAServiceRequiresIsRunForIt() {
    Host host = opening(asked(job(1, 1)), after("web", Until.READY));

    assertThat(host.log()).containsExactly("import.1 starts");
  }

  @Test
  void suspendedItsWorkersStopAndTheJobGoesOnLater() {
    Host host = opening(job(2, 2));
    host.log();
    host.job("import", Verb.SUSPEND);
    assertThat(host.log()).containsExactlyInAnyOrder("import.1 gets TERM", "import.2 gets TERM");
    assertThat(host.job("import").phaseName()).isEqualTo("suspended");
    assertThat(host.job("import").failed()).isZero();

    host.job("import", Verb.RESUME);
    assertThat(host.log()).containsExactly("import.1 starts", "import.2 starts");
    host.ends("import.1", DONE).ends("import.2", DONE);
    assertThat(host.job("import").phaseName()).isEqualTo("complete");
  }

  @Test
  void whoStopsItStopsItsWorkersAndItStaysSo() {
    Host host = opening(job(2, 2));
    host.log();
    assertThat(host.stop("import")).isInstanceOf(Reply.Done.class);
    assertThat(host.log()).containsExactlyInAnyOrder("import.1 gets TERM", "import.2 gets TERM");
    assertThat(host.job("import").phaseName()).isEqualTo("failed");
    host.passes(Duration.ofDays(1));
    assertThat(host.log()).isEmpty();

    Host next = host.successor(job(2, 2)).passes(Duration.ofDays(1));
    assertThat(next.log()).isEmpty();
  }

  @Test
  void aWorkerIsCommandedByItsJobOnly() {
    Host host = opening(job(2, 2));

    assertThat(host.stop("import.1")).isInstanceOf(Reply.Refused.class);
    assertThat(host.scale("import", 7)).isInstanceOf(Reply.Refused.class);
    assertThat(host.job("web", Verb.RUN)).isInstanceOf(Reply.Refused.class);
  }

  /// B-49: jobs go on over a death, and what lives is adopted.
  @Test
  void b49AJobGoesOnWithTheNextDaemon() {
    Host host = opening(job(2, 3));
    host.ends("import.1", DONE);
    host.log();

    Host next = host.successor(job(2, 3));
    assertThat(next.log()).isEmpty();
    assertThat(next.view("import.1").adopted()).isTrue();
    next.ends("import.1", DONE).ends("import.2", DONE);
    assertThat(next.job("import").phaseName()).isEqualTo("complete");
    assertThat(next.log()).isEmpty();
    Host last = next.successor(job(2, 3)).passes(Duration.ofDays(1));
    assertThat(last.log()).isEmpty();
    assertThat(last.states()).containsExactly("import.1 completed", "import.2 completed");
  }

  @Test
  void anEndThatNobodySawIsAFailure() {
    Host host = opening(job(2, 2));
    host.log();
    host.endsUnseen("import.2");

    Host next = host.successor(job(2, 2));
    RunId run = next.view("import.2").run().orElseThrow();
    next.happens(run, new Event.TreeEmpty(run));
    assertThat(next.job("import").failed()).isEqualTo(1);
    next.passes(Duration.ofSeconds(11));
    assertThat(next.log()).containsExactly("import.2 starts");
  }

  @Test
  void aBootDoesNothingAgainThatWasDone() {
    Host host = opening(job(1, 2));
    host.ends("import.1", DONE);
    host.log();

    Host next = host.afterReboot(job(1, 2));
    assertThat(next.log()).containsExactly("import.1 starts");
    assertThat(next.mainPlan("import.1").launch().env()).containsEntry("JOB_COMPLETION_INDEX", "1");
    assertThat(next.job("import").failed()).isZero();
    next.ends("import.1", DONE);
    assertThat(next.afterReboot(job(1, 2)).passes(Duration.ofDays(1)).log()).isEmpty();
  }

  @Test
  void anOrderlyEndKeepsWhatIsDoneAndCountsNoFailure() {
    Host host = opening(job(1, 2));
    host.ends("import.1", DONE);
    host.shutdown(false);
    assertThat(host.finished()).isTrue();

    Host next = host.successor(job(1, 2));
    assertThat(next.job("import").failed()).isZero();
    assertThat(next.job("import").succeeded().size()).isEqualTo(1);
    assertThat(next.log()).containsExactly("import.1 starts");
  }

  @Test
  void anotherCommandRunsItAnewAndAnotherTtlDoesNot() {
    Host host = opening(job(1, 1));
    host.ends("import.1", DONE);
    host.log();
    JobSpec kept = job(1, 1);
    JobSpec ttl =
        kept.withRule(kept.rule().withTimes(Optional.empty(), Optional.of(Duration.ofDays(1))));
    host.reload(ttl);
    assertThat(host.log()).isEmpty();

    host.reload(JobSpec.of("import", "bin/other"));
    assertThat(host.log()).containsExactly("import.1 starts");
    assertThat(host.job("import").round()).isEqualTo(2);
  }

  @Test
  void aJobThatFailedIsRunAnewOnceItIsChanged() {
    JobSpec spec = job(1, 1);
    Host host = opening(spec.withRule(spec.rule().withRetries(RetryRule.DEFAULT.withLimit(0))));
    host.ends("import.1", BROKEN);
    host.log();

    Host next =
        host.successor(spec.withRule(spec.rule().withRetries(RetryRule.DEFAULT.withLimit(1))));
    assertThat(next.log()).containsExactly("import.1 starts");
  }

  /// Whoever requires it begins it anew with the daemon; the end of its last worker, which is heard
  /// of after that, is nothing to the new round.
  @Test
  void anEndOfAnEarlierRoundIsNoFailureOfTheNext() {
    JobSpec spec = job(1, 1);
    JobSpec once = spec.withRule(spec.rule().withRetries(RetryRule.DEFAULT.withLimit(0)));
    for (int steps = 0; steps < 12; steps++) {
      Host host = opening(once);
      host.diesAfter(steps);
      try {
        host.ends("import.1", BROKEN);
      } catch (Host.Died died) {
        Host next = host.heir(false, Configuration.of(once, Host.service("web", "import")));
        next.buriesTheDead();
        next.turn();

        assertThat(next.noted("import").workers())
            .as("after %d steps", steps)
            .hasSize(next.running("import").size());
      }
    }
  }

  @Test
  void fewerWorkersAtOnceLetTheOthersGoWithoutAFailure() {
    Host host = opening(job(3, 6));
    host.log();
    host.reload(job(2, 6));

    assertThat(host.log()).containsExactly("import.3 gets TERM");
    assertThat(host.job("import").failed()).isZero();
    assertThat(host.job("import").workers().keySet()).containsExactly(1, 2);
    host.reload(job(4, 6));
    assertThat(host.log()).containsExactly("import.3 starts", "import.4 starts");
  }

  /// No run of it will end, so the job has to hear otherwise that the slot is gone.
  @Test
  void oneThatWaitsWhereNoWorkerIsToBeAnyMoreGivesItsCompletionBack() {
    Host host = opening(afterDb(job(2, 2)), service("db"));
    assertThat(host.states()).contains("import.1 waiting", "import.2 waiting");
    host.reload(afterDb(job(1, 2)), service("db"));
    assertThat(host.job("import").workers().keySet()).containsExactly(1);
    host.passes(Duration.ofSeconds(5)).ends("import.1", DONE).ends("import.1", DONE);

    assertThat(host.job("import").phaseName()).isEqualTo("complete");
  }

  /// Seed 12013: the slot goes and comes in one turn, so that nothing is ever seen of it.
  @Test
  void oneThatWaitsGoesOnIfAReloadThatWantsFewerIsTakenBackAtOnce() {
    Host host = opening(afterDb(job(2, 2)), service("db"));
    host.reloads(
        Configuration.of(afterDb(job(1, 2)), service("db")),
        Configuration.of(afterDb(job(2, 2)), service("db")));

    assertThat(host.states()).contains("import.1 waiting", "import.2 waiting");
    host.passes(Duration.ofSeconds(5)).ends("import.1", DONE).ends("import.2", DONE);
    assertThat(host.job("import").phaseName()).isEqualTo("complete");
  }

  /// Begun for what was taken back at once, it is for what is in force all the same.
  @Test
  void oneThatWasBegunForAnInstantIsNotBegunAnewByTheNextDaemon() {
    Host host = opening(job(1, 2));
    host.reloads(Configuration.of(another(job(1, 2))), Configuration.of(job(1, 2)));

    Host next = host.successor(job(1, 2)).turn();
    assertThat(next.job("import").round()).isEqualTo(host.job("import").round());
  }

  private static JobSpec another(JobSpec job) {
    Launch other = Launch.of(new Command(List.of("bin/other")));
    return job.withWorker(job.worker().withLaunch(other));
  }

  private static JobSpec afterDb(JobSpec job) {
    return job.withWorker(job.worker().withEdges(List.of(Edge.Requires.ready(new UnitName("db")))));
  }

  @Test
  void aJobThatIsRemovedTakesItsWorkersAlong() {
    Host host = opening(job(2, 2));
    host.log();
    host.reload();

    assertThat(host.log()).containsExactlyInAnyOrder("import.1 gets TERM", "import.2 gets TERM");
    assertThat(host.states()).isEmpty();
    assertThat(host.snapshot().jobs()).isEmpty();
    host.reload(job(1, 1));
    assertThat(host.log()).containsExactly("import.1 starts");
  }

  @Test
  void whatHasTheNameOfAServiceNowIsAnotherUnit() {
    Host host = opening(job(1, 1), service("web"));
    host.log();
    host.reload(service("import"), JobSpec.of("web", "bin/web"));

    assertThat(host.log()).contains("import.1 gets TERM", "web.1 gets TERM");
    assertThat(host.snapshot().jobs()).hasSize(1);
    assertThat(host.states()).containsExactly("import.1 starting", "web.1 starting");
  }

  /// B-46: nothing of it is left when its time is over, and it can be run again.
  @Test
  void b46ItsInstancesGoWhenItsTimeIsOver() {
    JobSpec kept = job(2, 2);
    JobSpec spec =
        kept.withRule(kept.rule().withTimes(Optional.empty(), Optional.of(Duration.ofDays(1))));
    Host host = opening(spec);
    host.ends("import.1", DONE).ends("import.2", DONE).passes(Duration.ofHours(23));
    assertThat(host.states()).hasSize(2);
    host.passes(Duration.ofHours(1));
    assertThat(host.states()).isEmpty();
    assertThat(host.job("import").phaseName()).isEqualTo("complete");

    Host next = host.successor(spec);
    assertThat(next.log()).doesNotContain("import.1 starts");
    assertThat(next.job("import", Verb.RUN)).isInstanceOf(Reply.Done.class);
    assertThat(next.states()).containsExactly("import.1 starting", "import.2 starting");
  }

  @Test
  void whatItRequiresIsRestartedAndItsWorkerComesAgainForTheSameCompletion() {
    JobSpec spec = job(1, 2);
    JobSpec waiting =
        spec.withWorker(spec.worker().withEdges(List.of(Edge.Requires.ready(new UnitName("db")))));
    Host host = opening(waiting, service("db")).passes(Duration.ofSeconds(5));
    host.ends("import.1", DONE);
    host.log();
    host.restart("db");
    host.passes(Duration.ofSeconds(5));

    assertThat(host.log())
        .containsExactly("import.1 gets TERM", "db.1 gets TERM", "db.1 starts", "import.1 starts");
    assertThat(host.mainPlan("import.1").launch().env()).containsEntry("JOB_COMPLETION_INDEX", "1");
    host.ends("import.1", DONE);
    assertThat(host.job("import").phaseName()).isEqualTo("complete");
    assertThat(host.job("import").failed()).isZero();
  }
}
