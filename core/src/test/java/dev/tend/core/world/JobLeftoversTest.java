package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Once;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Request.OfJob.Verb;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// B-40: how the process of a worker ended is what the worker came to, whatever becomes of what it
/// left behind.
class JobLeftoversTest {
  private static final Exit DONE = new Exit.Code(0);
  private static final Exit DONE_TOO = new Exit.Code(9);
  private static final Exit BROKEN = new Exit.Code(1);

  /// Longer than the pause after a failure, and than the stop timeout.
  private static final Duration A_WHILE = Duration.ofSeconds(30);

  private static JobSpec job(int completions) {
    JobSpec job = JobSpec.of("import", "bin/import");
    return job.withRule(job.rule().withWorkers(1, completions, CompletionMode.INDEXED))
        .withWorker(
            job.worker()
                .withSuccessCodes(new TreeSet<>(List.of(0, 9)))
                .withEdges(List.of(Edge.Requires.ready(new UnitName("db")))));
  }

  private static Configuration with(JobSpec job) {
    return Configuration.of(job, service("db"));
  }

  /// What a worker leaves behind lives until it is killed.
  private static Host host(JobSpec job) {
    return Host.opening(with(job)).deaf("import").turn().passes(A_WHILE);
  }

  /// What can happen while only that lives.
  enum Meanwhile {
    NOTHING,
    DEATH,
    DEATH_TWICE,
    BOOT,
    CLEAN_END,
    DEATH_IN_A_CLEAN_END,
    BOOT_IN_A_CLEAN_END,
    KEEPING_END,
    SUSPENDED,
    SUSPENDED_AND_RESUMED_AT_ONCE,
    /// What it requires goes and comes: a worker would be started again for the same completion.
    REQUIREMENT_RESTARTED,
    /// Other times and limits begin nothing anew.
    RELOADED
  }

  private static Host after(Meanwhile meanwhile, Host host, JobSpec job) {
    Configuration same = with(job);
    switch (meanwhile) {
      case NOTHING -> {}
      case DEATH -> {
        return host.successor(same);
      }
      case DEATH_TWICE -> {
        return host.heir(false, same).deaf("import").turn().successor(same);
      }
      case BOOT -> {
        return host.afterReboot(same);
      }
      case CLEAN_END -> {
        host.shutdown(false);
        assertThat(host.passes(A_WHILE).finished()).isTrue();
        return host.successor(same);
      }
      case DEATH_IN_A_CLEAN_END -> {
        host.shutdown(false);
        return host.successor(same);
      }
      case BOOT_IN_A_CLEAN_END -> {
        host.shutdown(false);
        return host.afterReboot(same);
      }
      case KEEPING_END -> {
        host.shutdown(true);
        return host.successor(same);
      }
      case SUSPENDED -> {
        host.job("import", Verb.SUSPEND);
        host.passes(A_WHILE).job("import", Verb.RESUME);
      }
      case SUSPENDED_AND_RESUMED_AT_ONCE -> {
        host.job("import", Verb.SUSPEND);
        host.job("import", Verb.RESUME);
      }
      case REQUIREMENT_RESTARTED -> host.restart("db");
      case RELOADED -> {
        Optional<Duration> day = Optional.of(Duration.ofDays(1));
        host.reload(job.withRule(job.rule().withTimes(day, day)), service("db"));
      }
    }
    return host;
  }

  @ParameterizedTest
  @EnumSource(Meanwhile.class)
  void b40AKnownSuccessIsNeverRunAgain(Meanwhile meanwhile) {
    for (Exit exit : List.of(DONE, DONE_TOO)) {
      Host host = host(job(2)).leaves("import.1", exit);
      assertThat(host.job("import").succeeded().text()).isEqualTo("0");
      host.watching(
          plan -> assertThat(plan.launch().env()).doesNotContainEntry("JOB_COMPLETION_INDEX", "0"));

      Host next = after(meanwhile, host, job(2)).passes(A_WHILE);

      assertThat(next.mainPlan("import.1").launch().env())
          .containsEntry("JOB_COMPLETION_INDEX", "1");
      next.ends("import.1", DONE).passes(A_WHILE);
      assertThat(next.job("import").complete()).isTrue();
      assertThat(next.job("import").failed()).isZero();
      assertThat(next.running("import")).isEmpty();
      assertThat(next.defects()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Meanwhile.class)
  void aKnownFailureIsCountedOnce(Meanwhile meanwhile) {
    Host host = host(job(1)).leaves("import.1", BROKEN);
    assertThat(host.job("import").failed()).isEqualTo(1);

    Host next = after(meanwhile, host, job(1)).passes(A_WHILE);

    assertThat(next.job("import").failed()).isEqualTo(1);
    assertThat(next.mainPlan("import.1").launch().env()).containsEntry("JOB_COMPLETION_INDEX", "0");
    assertThat(next.job("import").workers().values())
        .extracting(JobState.Work::attempt)
        .containsExactly(2);
    next.ends("import.1", DONE).passes(A_WHILE);
    assertThat(next.job("import").complete()).isTrue();
    assertThat(next.job("import").failed()).isEqualTo(1);
    assertThat(next.defects()).isEmpty();
  }

  /// A daemon dies at any note and any effect from the exit on, until nothing is left of the run.
  /// What it had noted holds; what it had not is an end that nobody saw, which is one failure.
  @ParameterizedTest
  @CsvSource({"0, false", "0, true", "1, false", "1, true"})
  void b40ADeathOfTheDaemonLosesNothingThatWasNoted(int code, boolean deaf) {
    // The pause after a failure is for the whole job.
    JobSpec spec = job(2);
    JobSpec job =
        spec.withRule(spec.rule().withRetries(RetryRule.DEFAULT.withRestart(RestartMode.NEVER)));
    for (int steps = 0; steps < 12; steps++) {
      Host host = Host.opening(with(job)).turn().passes(A_WHILE);
      if (deaf) {
        host.deaf("import");
      }
      host.diesAfter(steps);
      try {
        host.leaves("import.1", new Exit.Code(code));
        host.passes(A_WHILE);
      } catch (Host.Died died) {
        JobState noted = host.noted("import");
        boolean done = noted.succeeded().contains(0);

        Host next = host.heir(false, with(job));
        next.turn().buriesTheDead();
        next.passes(A_WHILE);

        assertThat(next.job("import").succeeded().contains(0)).as("%d", steps).isEqualTo(done);
        assertThat(next.job("import").failed()).as("%d", steps).isEqualTo(done ? 0 : 1);
        assertThat(next.mainPlan("import.1").launch().env())
            .as("%d", steps)
            .containsEntry("JOB_COMPLETION_INDEX", done ? "1" : "0");
        assertThat(next.defects()).isEmpty();
      }
    }
  }

  /// What a job counts is told as it ended, whoever tells it: a success is never told of as an end
  /// that nobody saw, nor shown as a failure.
  @ParameterizedTest
  @CsvSource({
    "0, false, false",
    "0, true, false",
    "0, true, true",
    "1, false, false",
    "1, true, true"
  })
  void anEndThatIsCountedIsToldAsItWas(int code, boolean leaves, boolean twice) {
    JobSpec job = job(2);
    Exit exit = new Exit.Code(code);
    int between = 0;
    for (int steps = 0; steps < 12; steps++) {
      Host host = host(job);
      RunId run = host.view("import.1").run().orElseThrow();
      host.diesAfter(steps);
      try {
        var _ = leaves ? host.leaves("import.1", exit) : host.ends("import.1", exit);
      } catch (Host.Died died) {
        JobState noted = host.noted("import");
        boolean counted = noted.succeeded().contains(0) || noted.failed() > 0;
        Host next = host.heir(false, with(job));
        List<RunEnd> told = new ArrayList<>(host.ends());
        if (twice) {
          next.diesAfter(1);
          assertThatThrownBy(next::turn).isInstanceOf(Host.Died.class);
          told.addAll(next.ends());
          next = next.heir(false, with(job));
        }
        next.turn().buriesTheDead();
        told.addAll(next.ends());

        assertThat(told)
            .as("%d", steps)
            .filteredOn(end -> end.run().equals(run))
            .isNotEmpty()
            .allMatch(end -> end.exit().equals(exit) || !counted);
        assertThat(next.entries())
            .as("%d", steps)
            .noneMatch(
                entry -> counted && code == 0 && entry.to().equals(Optional.of(StateName.FAILED)));
        assertThat(next.defects()).isEmpty();
        between += counted && host.ends().isEmpty() ? 1 : 0;
      }
    }
    assertThat(between).as("deaths between the count and the telling").isPositive();
  }

  /// Nothing but what the job noted is left to know it from.
  @Test
  void anEndThatIsCountedIsToldAsItWasAfterABoot() {
    Host host = host(job(2));
    RunId run = host.view("import.1").run().orElseThrow();
    host.diesAfter(1);
    assertThatThrownBy(() -> host.ends("import.1", DONE_TOO)).isInstanceOf(Host.Died.class);
    assertThat(host.noted("import").succeeded().contains(0)).isTrue();

    Host next = host.heir(true, with(job(2))).turn();

    assertThat(next.ends())
        .filteredOn(end -> end.run().equals(run))
        .extracting(RunEnd::exit)
        .containsExactly(DONE_TOO);
  }

  /// The last success is in time, however long its leftovers take to go.
  @Test
  void aDeadlineThatPassesWhileOnlyLeftoversLiveIsNotMissed() {
    Optional<Duration> limit = Optional.of(Duration.ofSeconds(40));
    JobSpec last = job(1).withRule(job(1).rule().withTimes(limit, Optional.empty()));
    Host host = host(last).passes(Duration.ofSeconds(9)).leaves("import.1", DONE).passes(A_WHILE);

    assertThat(host.job("import").complete()).isTrue();
    assertThat(host.states()).contains("import.1 completed");

    JobSpec first = job(2).withRule(job(2).rule().withTimes(limit, Optional.empty()));
    Host late = host(first).passes(Duration.ofSeconds(9)).leaves("import.1", DONE).passes(A_WHILE);
    assertThat(late.job("import").phaseName()).isEqualTo("failed");
    assertThat(late.job("import").succeeded().text()).isEqualTo("0");
  }

  /// A code is judged by what it is, even if something has to be killed after it.
  @Test
  void aCodeThatEndsTheJobEndsItWhateverHasToBeKilledThen() {
    JobSpec job = job(1);
    RetryRule retries =
        new RetryRule(
            RetryRule.DEFAULT.restart(),
            6,
            Optional.empty(),
            RetryRule.BACKOFF,
            new TreeSet<>(List.of(1)));
    Host host =
        host(job.withRule(job.rule().withRetries(retries)))
            .leaves("import.1", BROKEN)
            .passes(A_WHILE);

    assertThat(host.job("import").phaseName()).isEqualTo("failed");
    assertThat(host.job("import").cause().sentence())
        .isEqualTo("worker 1 exited with code 1, which is one of fail_exit_codes");
  }

  /// Whoever changes what it does wants all of it done again, and whoever removes it nothing.
  @Test
  void aReloadBeginsItAnewOrEndsItAndCountsNothing() {
    Host host = host(job(1)).leaves("import.1", BROKEN);
    host.log();
    host.reload(service("db"));
    assertThat(host.passes(A_WHILE).snapshot().jobs()).isEmpty();
    host.reload(job(1), service("db"));
    assertThat(host.job("import").failed()).isZero();

    Host other = host(job(1)).leaves("import.1", DONE);
    JobSpec changed = JobSpec.of("import", "bin/other");
    other.reload(changed, service("db"));
    other.passes(A_WHILE);
    assertThat(other.job("import").round()).isEqualTo(2);
    assertThat(other.mainPlan("import.1").launch().command().program()).isEqualTo("bin/other");
    other.ends("import.1", DONE);
    assertThat(other.job("import").complete()).isTrue();
    assertThat(other.job("import").failed()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Once.class)
  void aOneShotThatWasDoneIsNotDoneAgain(Once once) {
    JobRule rule = JobRule.DEFAULT.withOnce(once);
    JobSpec spec = JobSpec.of("report", "bin/report").withRule(rule);
    Host host = Host.with(spec).deaf("report").leaves("report.1", DONE);
    host.shutdown(false);
    host.passes(A_WHILE);

    Host next = host.successor(spec).passes(Duration.ofHours(1));
    assertThat(next.job("report").complete()).isTrue();
    assertThat(next.job("report").round()).isEqualTo(1);
    assertThat(next.log()).doesNotContain("report.1 starts");
  }

  /// What a run came to is what its cron job is told, though a later firing took its place, or the
  /// daemon ended, while only its leftovers lived.
  @Test
  void aRunOfACronJobIsJudgedByItsProcess() {
    CronSpec backup = everyMinute();
    Host host = Host.opening(Configuration.of(backup)).turn().deaf("backup-1");
    host.passes(Duration.ofSeconds(115)).leaves("backup-1.1", DONE).passes(Duration.ofSeconds(20));
    assertThat(host.cron("backup").state().results())
        .extracting(CronState.Result::number, CronState.Result::success)
        .containsExactly(tuple(1L, true));
    assertThat(host.log()).containsSubsequence("backup-1.1 starts", "backup-2.1 starts");

    Host ending = Host.opening(Configuration.of(backup)).turn().deaf("backup-1");
    ending.passes(Duration.ofSeconds(70)).leaves("backup-1.1", BROKEN).shutdown(false);
    ending.passes(Duration.ofSeconds(11));
    Host next = ending.successor(Configuration.of(backup)).passes(Duration.ofSeconds(20));
    assertThat(next.log()).containsExactly("backup-1.1 starts");
    assertThat(next.job("backup-1").failed()).isEqualTo(1);
  }

  private static CronSpec everyMinute() {
    Schedule schedule = ((ScheduleReading.Read) Schedule.parse("* * * * *")).schedule();
    CronRule rule =
        CronRule.of("backup", schedule, ZoneOffset.UTC).with(Overlap.REPLACE, Missed.NONE);
    return new CronSpec(new UnitName("backup"), rule, JobSpec.of("backup", "bin/backup"));
  }
}
