package dev.tend.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobState.Work;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JobTest {
  private static final JobEvent.Result FAILED =
      new JobEvent.Result.Failed("failed", OptionalInt.of(1));

  private static JobRule workers(int parallelism, int completions) {
    return JobRule.DEFAULT.withWorkers(parallelism, completions, CompletionMode.INDEXED);
  }

  private static JobRule retries(JobRule rule, RetryRule retries) {
    return rule.withRetries(retries);
  }

  private static RetryRule limit(int limit, Optional<Integer> perIndex) {
    return new RetryRule(
        RestartMode.ON_FAILURE, limit, perIndex, RetryRule.BACKOFF, new TreeSet<>());
  }

  @Test
  void itRunsOnceAndIsComplete() {
    Bench bench = new Bench(JobRule.DEFAULT);

    assertThat(bench.begin()).containsExactly("job_started", "try 1 of 0");
    assertThat(bench.state.phaseName()).isEqualTo("active");
    assertThat(bench.succeeds(1)).containsExactly("job_completed");
    assertThat(bench.state.phaseName()).isEqualTo("complete");
    assertThat(bench.state.conditions().getFirst().reason()).isEqualTo("CompletionsReached");
    assertThat(bench.wake()).isEqualTo("never");
  }

  /// B-40: a worker that succeeded is not started again.
  @Test
  void b40ASuccessIsNeverRunTwice() {
    Bench bench = new Bench(workers(1, 2));
    bench.begin();

    assertThat(bench.succeeds(1)).containsExactly("try 1 of 1");
    assertThat(bench.succeeds(1)).containsExactly("job_completed");
    assertThat(bench.passes("1H")).isEmpty();
  }

  /// B-40: what a worker left behind, and whatever is done to it, changes nothing of what that came
  /// to.
  @ParameterizedTest
  @EnumSource(Meanwhile.class)
  void b40WhatIsKnownIsCountedOnce(Meanwhile meanwhile) {
    Bench done = new Bench(workers(1, 2));
    done.begin();
    assertThat(done.leaves(1, new JobEvent.Result.Succeeded())).isEmpty();
    happens(done, meanwhile);
    done.passes("1H");

    assertThat(done.state.succeeded().text()).isEqualTo("0");
    assertThat(done.state.failed()).isZero();
    assertThat(done.state.workers().values()).extracting(Work::index).containsExactly(1);

    Bench failed = new Bench(workers(1, 1));
    failed.begin();
    assertThat(failed.leaves(1, FAILED)).isEmpty();
    happens(failed, meanwhile);
    failed.passes("1H");

    assertThat(failed.state.succeeded().size()).isZero();
    assertThat(failed.state.failed()).isEqualTo(1);
    assertThat(failed.state.workers().values())
        .extracting(Work::index, Work::attempt, Work::progress)
        .containsExactly(tuple(0, 2, Work.Progress.AT_IT));
  }

  /// What may become of what a worker left behind.
  enum Meanwhile {
    GONE,
    GONE_AND_JUDGED,
    GONE_AND_MISJUDGED,
    TOLD_ONCE_MORE,
    NEXT_DAEMON,
    NEXT_DAEMON_FINDS_IT,
    SUSPENDED,
    SUSPENDED_AND_RESUMED_AT_ONCE,
    WAITS_AGAIN,
    DAEMON_ENDS
  }

  private static void happens(Bench bench, Meanwhile meanwhile) {
    switch (meanwhile) {
      case GONE -> bench.interrupted(1);
      case GONE_AND_JUDGED -> bench.succeeds(1);
      case GONE_AND_MISJUDGED -> bench.fails(1, 1);
      case TOLD_ONCE_MORE -> {
        bench.leaves(1, FAILED);
        bench.interrupted(1);
      }
      case NEXT_DAEMON -> bench.opened();
      case NEXT_DAEMON_FINDS_IT -> {
        bench.opened(1);
        bench.interrupted(1);
      }
      case SUSPENDED -> {
        assertThat(bench.hear(new JobEvent.Suspend(bench.asked("suspend"))))
            .containsExactly("job_suspended");
        bench.interrupted(1);
        bench.hear(new JobEvent.Resume(bench.asked("resume")));
      }
      case SUSPENDED_AND_RESUMED_AT_ONCE -> {
        bench.hear(new JobEvent.Suspend(bench.asked("suspend")));
        bench.hear(new JobEvent.Resume(bench.asked("resume")));
        bench.interrupted(1);
      }
      case WAITS_AGAIN ->
          assertThat(bench.hear(new JobEvent.Held(1)).getFirst()).isEqualTo("stop 1");
      case DAEMON_ENDS -> {
        bench.hires = false;
        bench.interrupted(1);
        bench.hires = true;
        bench.opened();
      }
    }
  }

  /// Who has done the last of it makes it complete, and is waited for.
  @Test
  void itIsOverWhenWhatWasLeftBehindIsGone() {
    Bench bench = new Bench(workers(1, 1));
    bench.begin();

    assertThat(bench.leaves(1, new JobEvent.Result.Succeeded())).containsExactly("job_completed");
    assertThat(bench.state.phaseName()).isEqualTo("active");
    assertThat(bench.state.atWork()).isZero();
    assertThat(bench.state.conditions().getFirst().type()).isEqualTo("SuccessCriteriaMet");
    assertThat(bench.hear(new JobEvent.Stop(bench.asked("stop")))).isEmpty();
    bench.interrupted(1);
    assertThat(bench.state.complete()).isTrue();
  }

  /// A slot holds one thing at a time, and so does an index: others go on.
  @Test
  void whatIsLeftBehindHoldsItsSlotAndItsIndex() {
    Bench bench = new Bench(workers(2, 3));
    bench.begin();

    assertThat(bench.leaves(1, FAILED)).isEmpty();
    assertThat(bench.succeeds(2)).containsExactly("try 2 of 2");
    assertThat(bench.succeeds(2)).isEmpty();
    assertThat(bench.passes("10S")).isEmpty();
    assertThat(bench.interrupted(1)).containsExactly("try 1 of 0");
  }

  /// B-42: as many as may be, and never more than are to come.
  @ParameterizedTest
  @CsvSource({"3, 10, 3", "10, 3, 3", "1, 5, 1", "5, 5, 5"})
  void b42NeverMoreWorkersThanParallelismOrThanAreToCome(int most, int all, int begun) {
    Bench bench = new Bench(workers(most, all));
    bench.begin();

    assertThat(bench.state.workers()).hasSize(begun);
    assertThat(bench.passes("1H")).isEmpty();
    for (int left = all; left > 0; left--) {
      assertThat(bench.state.workers()).hasSize(Math.min(most, left));
      bench.succeeds(bench.state.workers().firstKey());
    }
    assertThat(bench.state.complete()).isTrue();
  }

  /// A daemon that knows a cron job's run by a newer template may find it done already.
  @Test
  void whoIsNotNeededAnyMoreIsEnded() {
    Bench bench = new Bench(workers(2, 3));
    bench.begin();
    bench.succeeds(1);
    bench.rule = workers(1, 1);

    assertThat(bench.opened(1, 2)).containsExactly("stop 1", "stop 2", "job_completed");
    bench.interrupted(1);
    bench.interrupted(2);
    assertThat(bench.state.complete()).isTrue();
  }

  /// Its slot is left as it was, about to start.
  @Test
  void whoWasToStartAndIsNotNeededAnyMoreDoesNotStart() {
    Bench bench = new Bench(workers(1, 3));
    bench.begin();
    bench.succeeds(1);
    bench.rule = workers(1, 1);

    assertThat(bench.opened()).containsExactly("stop 1", "job_completed");
    assertThat(bench.state.complete()).isTrue();
  }

  /// B-44: an index that failed is tried again as itself.
  @Test
  void b44AFailedIndexIsTriedAgainAsItself() {
    Bench bench = new Bench(workers(2, 4));
    bench.begin();

    assertThat(bench.fails(1, 1)).containsExactly("try 1 of 2");
    assertThat(bench.wake()).isEqualTo("PT10S");
    assertThat(bench.succeeds(1)).containsExactly("try 1 of 3");
    assertThat(bench.succeeds(1)).isEmpty();
    assertThat(bench.passes("10S")).containsExactly("try 1 of 0");
    bench.succeeds(1);
    assertThat(bench.state.complete()).isFalse();
    assertThat(bench.succeeds(2)).containsExactly("job_completed");
    assertThat(bench.state.succeeded().text()).isEqualTo("0-3");
  }

  /// B-48: each try comes after a pause twice as long as the one before, up to the longest.
  @Test
  void b48PausesGrowAndHaveABound() {
    Bench bench = new Bench(retries(JobRule.DEFAULT, limit(100, Optional.empty())));
    bench.begin();
    for (String pause : List.of("10S", "20S", "40S", "1M20S", "2M40S", "5M20S", "6M", "6M")) {
      assertThat(bench.fails(1, 1)).isEmpty();
      assertThat(bench.wake()).isEqualTo("PT" + pause);
      assertThat(bench.passes(pause)).containsExactly("try 1 of 0");
    }
  }

  @Test
  void withNeverAFailureDelaysTheWholeJob() {
    JobRule rule =
        retries(workers(2, 4), RetryRule.DEFAULT.withRestart(RestartMode.NEVER).withLimit(5));
    Bench bench = new Bench(rule);
    bench.begin();

    assertThat(bench.fails(1, 1)).isEmpty();
    assertThat(bench.wake()).isEqualTo("PT10S");
    assertThat(bench.succeeds(2)).isEmpty();
    assertThat(bench.passes("10S")).containsExactly("try 1 of 0", "try 2 of 2");
    // A success in between, and pauses begin anew.
    bench.fails(1, 1);
    assertThat(bench.wake()).isEqualTo("PT10S");
  }

  /// B-41: at its end nothing of it goes on.
  @Test
  void b41OneFailureTooManyEndsAllWorkers() {
    JobRule rule = retries(workers(3, 9), limit(1, Optional.empty()));
    Bench bench = new Bench(rule);
    bench.begin();
    bench.fails(1, 3);

    assertThat(bench.fails(2, 137)).containsExactly("stop 1", "stop 3", "job_failed");
    assertThat(bench.state.phaseName()).isEqualTo("active");
    bench.interrupted(1);
    bench.interrupted(3);
    assertThat(bench.state.phaseName()).isEqualTo("failed");
    Verdict verdict = bench.state.verdict().orElseThrow();
    assertThat(verdict.reason().text()).isEqualTo("BackoffLimitExceeded");
    assertThat(verdict.message())
        .isEqualTo("backoff limit 1 reached after worker 2 exited with code 137");
    assertThat(bench.state.failed()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "6, 7"})
  void theLimitIsHowManyFailuresAreFollowedByAnotherTry(int limit, int failures) {
    Bench bench = new Bench(retries(JobRule.DEFAULT, limit(limit, Optional.empty())));
    bench.begin();
    for (int i = 1; i < failures; i++) {
      bench.fails(1, 1);
      assertThat(bench.state.phaseName()).isEqualTo("active");
      bench.passes("10M");
    }

    assertThat(bench.fails(1, 1)).containsExactly("job_failed");
    assertThat(bench.state.phaseName()).isEqualTo("failed");
  }

  @Test
  void withALimitForEachIndexTheOthersGoOn() {
    JobRule rule = retries(workers(1, 3), limit(RetryRule.LIMIT_MAX, Optional.of(0)));
    Bench bench = new Bench(rule);
    bench.begin();

    assertThat(bench.fails(1, 1)).containsExactly("try 1 of 1");
    bench.succeeds(1);
    assertThat(bench.succeeds(1)).containsExactly("job_failed");
    assertThat(bench.state.verdict().orElseThrow().reason().text()).isEqualTo("FailedIndexes");
    assertThat(bench.state.lost().text()).isEqualTo("0");
    assertThat(bench.state.succeeded().text()).isEqualTo("1-2");
  }

  @Test
  void anExitCodeThatNothingWouldMendEndsIt() {
    RetryRule rule =
        new RetryRule(
            RestartMode.ON_FAILURE,
            6,
            Optional.empty(),
            RetryRule.BACKOFF,
            new TreeSet<>(List.of(2, 3)));
    Bench bench = new Bench(retries(workers(2, 2), rule));
    bench.begin();

    assertThat(bench.fails(1, 3)).containsExactly("stop 2", "job_failed");
    assertThat(bench.state.verdict().orElseThrow().message())
        .isEqualTo("worker 1 exited with code 3, which is one of fail_exit_codes");
  }

  @Test
  void b41TheActiveDeadlineEndsAllWorkers() {
    JobRule rule = workers(2, 4).withTimes(Optional.of(Duration.ofHours(1)), Optional.empty());
    Bench bench = new Bench(rule);
    bench.begin();
    assertThat(bench.wake()).isEqualTo("PT1H");
    bench.passes("59M");

    assertThat(bench.passes("1M")).containsExactly("stop 1", "stop 2", "job_failed");
    bench.interrupted(1);
    bench.interrupted(2);
    assertThat(bench.state.verdict().orElseThrow().reason().text()).isEqualTo("DeadlineExceeded");
    assertThat(bench.state.verdict().orElseThrow().message())
        .isEqualTo("active_deadline 1h passed");
    assertThat(bench.state.failed()).isZero();
  }

  /// B-46: what is left of it goes when its time is over.
  @Test
  void b46ItsTimeToLiveEnds() {
    JobRule rule = JobRule.DEFAULT.withTimes(Optional.empty(), Optional.of(Duration.ofDays(1)));
    Bench bench = new Bench(rule);
    bench.begin();
    bench.succeeds(1);
    assertThat(bench.wake()).isEqualTo("PT24H");

    assertThat(bench.passes("23H")).isEmpty();
    assertThat(bench.passes("1H")).containsExactly("job_expired", "expire");
    assertThat(bench.wake()).isEqualTo("never");
    assertThat(bench.state.complete()).isTrue();
  }

  @Test
  void suspendedItsWorkersEndAndCountNoFailure() {
    JobRule rule = workers(2, 4).withTimes(Optional.of(Duration.ofHours(1)), Optional.empty());
    Bench bench = new Bench(rule);
    bench.begin();
    bench.succeeds(1);

    assertThat(bench.hear(new JobEvent.Suspend(bench.asked("suspend"))))
        .containsExactly("stop 1", "stop 2", "job_suspended");
    bench.interrupted(1);
    bench.interrupted(2);
    assertThat(bench.state.phaseName()).isEqualTo("suspended");
    assertThat(bench.state.conditions().getFirst().type()).isEqualTo("Suspended");
    assertThat(bench.passes("5H")).isEmpty();
    assertThat(bench.hear(new JobEvent.Resume(bench.asked("resume"))))
        .containsExactly("job_resumed", "try 1 of 1", "try 2 of 2");
    assertThat(bench.state.failed()).isZero();
    assertThat(bench.wake()).isEqualTo("PT1H");
  }

  @Test
  void aWorkerThatIsStillEndingKeepsItsPlaceWhenTheJobGoesOn() {
    Bench bench = new Bench(workers(2, 4));
    bench.begin();
    bench.hear(new JobEvent.Suspend(bench.asked("suspend")));
    bench.interrupted(2);

    assertThat(bench.hear(new JobEvent.Resume(bench.asked("resume"))))
        .containsExactly("job_resumed", "try 2 of 1");
    assertThat(bench.interrupted(1)).containsExactly("try 1 of 0");
  }

  @Test
  void whoStopsItEndsIt() {
    Bench bench = new Bench(workers(2, 4));
    bench.begin();

    assertThat(bench.hear(new JobEvent.Stop(bench.asked("stop"))))
        .containsExactly("stop 1", "stop 2", "job_failed");
    bench.interrupted(1);
    bench.interrupted(2);
    assertThat(bench.state.verdict())
        .contains(new Verdict(Verdict.Reason.STOPPED, "root asked for a stop"));
    assertThat(bench.passes("1H")).isEmpty();
  }

  @Test
  void begunAnewItWaitsForTheWorkersOfTheLastTime() {
    Bench bench = new Bench(workers(2, 2));
    bench.begin();
    bench.succeeds(1);

    assertThat(bench.begin()).containsExactly("stop 2", "job_started", "try 1 of 0");
    assertThat(bench.state.round()).isEqualTo(2);
    assertThat(bench.succeeds(2)).containsExactly("try 2 of 1");
    assertThat(bench.state.succeeded().size()).isZero();
  }

  @Test
  void begunAsSuspendedItWaits() {
    Bench bench = new Bench(workers(2, 2).withSuspend(true));

    assertThat(bench.begin()).containsExactly("job_suspended");
    assertThat(bench.hear(new JobEvent.Resume(bench.asked("resume"))))
        .containsExactly("job_resumed", "try 1 of 0", "try 2 of 1");
  }

  /// B-49: the next daemon goes on where this one died; what is not there was interrupted.
  @Test
  void b49TheNextDaemonGoesOn() {
    Bench bench = new Bench(workers(3, 5));
    bench.begin();
    bench.succeeds(1);
    assertThat(bench.state.workers()).hasSize(3);

    assertThat(bench.opened(2)).containsExactly("stop 1", "stop 3", "try 1 of 2", "try 3 of 3");
    assertThat(bench.state.failed()).isZero();
    assertThat(bench.state.succeeded().text()).isEqualTo("0");
  }

  @Test
  void whatEndsThatWasNotItsOwnIsIgnored() {
    Bench bench = new Bench(workers(1, 3));
    bench.begin();
    JobState before = bench.state;

    JobEvent.Result success = new JobEvent.Result.Succeeded();
    assertThat(bench.hear(new JobEvent.Ended(1, new RunId("another"), success))).isEmpty();
    assertThat(bench.hear(new JobEvent.Ended(2, new RunId("r1"), success))).isEmpty();
    assertThat(bench.state).isEqualTo(before);
  }

  @Test
  void oneThatWaitsToBeStartedAgainKeepsItsCompletion() {
    Bench bench = new Bench(workers(1, 3));
    bench.begin();

    assertThat(bench.hear(new JobEvent.Held(1))).isEmpty();
    assertThat(bench.state.workers().values()).allMatch(work -> work.run().isEmpty());
    bench.hear(new JobEvent.Began(1, new RunId("again")));
    assertThat(
            bench.hear(new JobEvent.Ended(1, new RunId("again"), new JobEvent.Result.Succeeded())))
        .containsExactly("try 1 of 1");
  }

  /// Nobody would tell it of the end of what never began.
  @Test
  void oneThatWasNotStartedYetIsGoneAtOnce() {
    Bench bench = new Bench(workers(1, 3));
    bench.begin();
    bench.hear(new JobEvent.Held(1));

    assertThat(bench.hear(new JobEvent.Stop(bench.asked("stop"))))
        .containsExactly("stop 1", "job_failed");
    assertThat(bench.state.phaseName()).isEqualTo("failed");
  }

  @Test
  void nobodyIsStartedWhileTheDaemonEnds() {
    Bench bench = new Bench(workers(1, 3));
    bench.begin();
    bench.hires = false;

    assertThat(bench.succeeds(1)).isEmpty();
    assertThat(bench.state.succeeded().text()).isEqualTo("0");
  }

  @Test
  void afterABootNoPauseGoesOnAndTheDeadlineDoes() {
    JobRule rule = workers(1, 3).withTimes(Optional.of(Duration.ofHours(1)), Optional.empty());
    Bench bench = new Bench(rule);
    bench.begin();
    bench.passes("40M");
    bench.fails(1, 1);
    bench.passes("0S");

    JobState booted = bench.state.rebased(new Moment(bench.now().wall(), 5));
    assertThat(booted.wakeNanos(rule, 5)).isEqualTo(Duration.ofMinutes(20).toNanos() + 5);
    assertThat(booted.misses().values()).allMatch(each -> each.dueNanos() == 5);
  }

  /// Whatever happens in whatever order: the counts are those of a plain reckoning.
  @Test
  void everyCompletionIsCountedOnce() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int most = 1 + random.nextInt(4);
      int all = 1 + random.nextInt(8);
      boolean never = random.nextBoolean();
      RetryRule retries =
          RetryRule.DEFAULT
              .withRestart(never ? RestartMode.NEVER : RestartMode.ON_FAILURE)
              .withLimit(random.nextInt(5))
              .withBackoff(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(9), 2, 0));
      Bench bench = new Bench(workers(most, all).withRetries(retries));
      bench.begin();
      int successes = 0;
      int failures = 0;
      for (int step = 0; step < 200 && !bench.state.over(); step++) {
        int left = all - bench.state.succeeded().size();
        assertThat(bench.state.workers().size()).isLessThanOrEqualTo(Math.min(most, left));
        Optional<Integer> slot = bench.state.workers().keySet().stream().findAny();
        boolean active = bench.state.phase() instanceof JobState.Phase.Active;
        switch (random.nextInt(6)) {
          case 0, 1 -> {
            if (slot.isPresent()) {
              bench.succeeds(slot.get());
              successes++;
            }
          }
          case 2 -> {
            if (slot.isPresent() && active) {
              bench.fails(slot.get(), 1);
              failures++;
            }
          }
          case 3 -> {
            if (slot.isPresent()) {
              bench.interrupted(slot.get());
            }
          }
          case 4 -> bench.opened(slot.stream().toArray(Integer[]::new));
          default -> bench.passes(random.nextInt(12) + "S");
        }
      }
      assertThat(bench.state.over()).as("seed %d", seed).isTrue();
      assertThat(bench.state.succeeded().size()).isEqualTo(successes);
      assertThat(bench.state.failed()).isEqualTo(failures);
      assertThat(bench.state.complete()).isEqualTo(successes == all);
      assertThat(bench.state.workers()).isEmpty();
    }
  }

  @Test
  void anotherSpecIsNotedWithoutTouchingAnything() {
    Bench bench = new Bench(workers(1, 3));
    bench.begin();
    Fingerprint next = new Fingerprint("p", "other");

    assertThat(bench.hear(new JobEvent.Adapted(next))).isEmpty();
    assertThat(bench.state.spec()).isEqualTo(next);
    assertThat(bench.state.cause()).isInstanceOf(Cause.Asked.class);
  }
}
