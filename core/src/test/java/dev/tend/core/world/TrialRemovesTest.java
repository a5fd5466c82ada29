package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.job.JobState;
import dev.tend.core.process.Exit;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.Once;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a trial removes, or begins anew, has not done its work in vain: it comes back as it stood
/// if the trial goes back, and what was removed does so with the next daemon too.
class TrialRemovesTest {
  private static final Exit DONE = new Exit.Code(0);
  private static final Exit BROKEN = new Exit.Code(1);
  private static final Duration TRIAL = Duration.ofMinutes(1);
  private static final ServiceSpec PROBE = service("probe");

  @Test
  void aJobThatIsDoneIsNotDoneOnceMore() {
    Host host = opening(job("load", 1)).ends("load.1", DONE);
    goesBack(host, job("load", 1));

    assertThat(starts(host, "load")).isEmpty();
    assertThat(host.job("load").phaseName()).isEqualTo("complete");
    assertThat(host.states()).containsExactly("load.1 completed");
  }

  @Test
  void aJobHalfDoneGoesOnWithTheRest() {
    Host host = opening(job("load", 3)).ends("load.1", DONE);
    assertThat(host.mainPlan("load.1").launch().env()).containsEntry("JOB_COMPLETION_INDEX", "1");
    goesBack(host, job("load", 3));

    assertThat(starts(host, "load")).hasSize(1);
    assertThat(host.mainPlan("load.1").launch().env()).containsEntry("JOB_COMPLETION_INDEX", "1");
    host.ends("load.1", DONE).ends("load.1", DONE);
    assertThat(host.job("load").phaseName()).isEqualTo("complete");
    assertThat(host.job("load").failed()).isZero();
    assertThat(host.job("load").round()).isEqualTo(1);
  }

  /// What has ended when a trial begins is done, though nobody heard of it until then.
  @Test
  void aSuccessOfThatVeryTurnCounts() {
    Host host = opening(job("load", 1));
    host.log();
    host.endsAsTried("load.1", DONE, TRIAL, PROBE);
    host.ends("probe.1", BROKEN);

    assertThat(went(host)).isTrue();
    assertThat(host.job("load").phaseName()).isEqualTo("complete");
    assertThat(starts(host, "load")).isEmpty();
  }

  @Test
  void aJobThatFailedOrIsSuspendedStaysSo() {
    JobSpec bad = job("bad", 1);
    JobSpec hopeless = bad.withRule(bad.rule().withRetries(RetryRule.DEFAULT.withLimit(0)));
    Host host = opening(hopeless, job("load", 1)).ends("bad.1", BROKEN);
    host.job("load", Request.OfJob.Verb.SUSPEND);
    goesBack(host, hopeless, job("load", 1));

    assertThat(starts(host, "bad", "load")).isEmpty();
    assertThat(host.job("bad").phaseName()).isEqualTo("failed");
    assertThat(host.job("load").phaseName()).isEqualTo("suspended");
    assertThat(host.states()).contains("bad.1 failed");
  }

  @Test
  void whatRunsOnceADayHasRunToday() {
    JobSpec job = job("daily", 1);
    JobSpec daily = job.withRule(job.rule().withOnce(Once.DAY));
    Host host = opening(daily);
    host.ends("daily.1", DONE);
    goesBack(host, daily);

    assertThat(starts(host, "daily")).isEmpty();
    host.log();
    host.passes(Duration.ofDays(1));
    assertThat(starts(host, "daily")).hasSize(1);
  }

  @Test
  void aCronJobKnowsItsPastAndWhoSuspendedIt() {
    Host host = opening(cron());
    host.cron(Request.Cron.Order.TRIGGER, "tick");
    host.ends("tick-1.1", DONE);
    host.cron(Request.Cron.Order.SUSPEND, "tick");
    CronState before = host.cron("tick").state();
    goesBack(host, cron());

    assertThat(host.cron("tick").state().standing()).isEqualTo(before.standing()).isPresent();
    assertThat(host.cron("tick").state().results()).isEqualTo(before.results()).hasSize(1);
    host.cron(Request.Cron.Order.TRIGGER, "tick");
    assertThat(host.states()).containsExactly("tick-2.1 starting");
  }

  @Test
  void aRunOfACronJobGoesOnWithWhatItHasNotDone() {
    Host host = opening(cron(2));
    host.cron(Request.Cron.Order.TRIGGER, "tick");
    host.ends("tick-1.1", DONE);
    goesBack(host, cron(2));

    assertThat(host.states()).containsExactly("tick-1.1 starting");
    assertThat(host.mainPlan("tick-1.1").launch().env()).containsEntry("JOB_COMPLETION_INDEX", "1");
    host.ends("tick-1.1", DONE).passes(Duration.ofSeconds(1));
    assertThat(host.cron("tick").state().results())
        .singleElement()
        .satisfies(result -> assertThat(result.success()).isTrue());
  }

  /// It fires while it is not there, and makes up for that as after a time without a daemon.
  @Test
  void whatACronJobMissesMeanwhileIsMissed() {
    Host host = opening(cron());
    host.until("2026-03-01T13:59:30Z");
    host.apply(TRIAL, PROBE);
    host.passes(Duration.ofSeconds(45)).ends("probe.1", BROKEN);

    assertThat(went(host)).isTrue();
    assertThat(host.states()).containsExactly("tick-1.1 starting");
  }

  @Test
  void whatAnOperatorStoppedStaysDownAndWhatHeStartedComesUp() {
    ServiceSpec asked = service("asked").withAutostart(false);
    Host host = opening(service("web"), asked, service("shop", "web"));
    host.start("asked");
    host.stop("web");
    goesBack(host, service("web"), asked, service("shop", "web"));

    assertThat(host.states()).contains("asked.1 starting", "web.1 stopped");
    assertThat(host.view("web.1").cause().story()).contains("stop");
    assertThat(host.successor(service("web"), asked).states()).contains("web.1 stopped");
  }

  @Test
  void aServiceThatIsDoneOrGivenUpIsNotTriedOnceMore() {
    ServiceSpec done = service("done").withRestart(RestartMode.ON_FAILURE);
    ServiceSpec broken = service("broken").withRestart(RestartMode.NEVER);
    Host host = opening(done, broken, service("web"));
    host.ends("done.1", DONE).ends("broken.1", BROKEN).ends("web.1", BROKEN);
    assertThat(host.states()).contains("web.1 backoff");
    long due = host.alarmNanos();
    goesBack(host, done, broken, service("web"));

    assertThat(host.states())
        .containsExactly("broken.1 failed", "done.1 completed", "web.1 backoff");
    assertThat(host.alarmNanos()).isEqualTo(due);
    host.passes(Duration.ofSeconds(2));
    assertThat(host.log()).contains("web.1 starts").doesNotContain("done.1 starts");
  }

  @Test
  void howManyInstancesAnOperatorAskedForLasts() {
    Host host = opening(service("web"), service("pool"));
    host.scale("web", 3);
    host.scale("pool", 0);
    goesBack(host, service("web"), service("pool"));

    assertThat(host.states()).containsExactly("web.1 starting", "web.2 starting", "web.3 starting");
  }

  @Test
  void anotherUnitOfThatNameMeanwhileIsNoMatter() {
    Host host = opening(job("load", 2), service("web")).ends("load.1", DONE);
    host.stop("web");
    host.log();
    host.apply(TRIAL, service("load"), job("web", 1), PROBE);
    assertThat(host.log()).contains("load.1 starts", "web.1 starts");
    host.ends("probe.1", BROKEN);

    assertThat(went(host)).isTrue();
    assertThat(host.states()).containsExactly("load.1 starting", "web.1 stopped");
    assertThat(host.mainPlan("load.1").launch().env()).containsEntry("JOB_COMPLETION_INDEX", "1");
  }

  /// It was begun anew for what did not stand its trial.
  @Test
  void whatAChangedJobHadDoneBeforeIsNotDoneOnceMore() {
    Host host = opening(job("done", 1), job("half", 3)).ends("done.1", DONE).ends("half.1", DONE);
    host.log();
    host.apply(TRIAL, another("done", 1), another("half", 3), PROBE);
    host.passes(Duration.ofSeconds(1));
    assertThat(starts(host, "done", "half")).hasSize(2);
    host.ends("done.1", BROKEN);

    assertThat(went(host)).isTrue();
    host.passes(Duration.ofMinutes(1));
    assertThat(starts(host, "done", "half")).containsExactly("half.1 starts");
    assertThat(host.job("done").phaseName()).isEqualTo("complete");
    assertThat(host.mainPlan("half.1").launch().env()).containsEntry("JOB_COMPLETION_INDEX", "1");
    assertThat(host.mainPlan("half.1").launch().command().program()).isEqualTo("bin/half");
    Host next = host.successor(job("done", 1), job("half", 3));
    assertThat(starts(next, "done")).isEmpty();
    assertThat(next.job("done").round()).isEqualTo(1);
  }

  /// Whom a trial only adapts goes on with all that it has done in the meantime.
  @Test
  void whatAJobHasDoneOnTrialIsDone() {
    JobSpec load = job("load", 3);
    JobSpec patient = load.withRule(load.rule().withRetries(RetryRule.DEFAULT.withLimit(9)));
    Host host = opening(load);
    host.apply(TRIAL, patient, PROBE);
    host.ends("load.1", DONE).ends("load.1", DONE).ends("probe.1", BROKEN);

    assertThat(went(host)).isTrue();
    assertThat(host.job("load").succeeded().size()).isEqualTo(2);
    assertThat(host.running("load")).hasSize(1);
  }

  @Test
  void theNextDaemonGoesBackToTheSame() {
    UnitSpec[] before = {job("load", 1), cron(), service("web")};
    Host host = opening(before).ends("load.1", DONE);
    host.cron(Request.Cron.Order.SUSPEND, "tick");
    host.stop("web");
    host.apply(TRIAL, PROBE);
    host.passes(Duration.ofSeconds(5));

    for (Host next : List.of(host.successor(before), host.afterReboot(before))) {
      assertThat(starts(next, "load", "web")).isEmpty();
      assertThat(next.job("load").phaseName()).isEqualTo("complete");
      assertThat(next.cron("tick").state().standing()).isPresent();
      assertThat(next.states()).contains("web.1 stopped");
    }
  }

  /// Whenever it dies: what was noted as done is not done once more.
  @Test
  void noDeathAmidATrialBringsAJobBackFromItsBeginning() {
    for (int steps = 0; steps < 40; steps++) {
      Host host = opening(job("load", 3), cron()).ends("load.1", DONE);
      host.log();
      host.diesAfter(steps);
      try {
        goesBack(host, job("load", 3), cron());
        host.diesAfter(Integer.MAX_VALUE);
      } catch (Host.Died died) {
        host.diesAfter(Integer.MAX_VALUE);
      }
      Host next = host.heir(false, Configuration.of(job("load", 3), cron()));
      next.buriesTheDead();
      next.turn();

      JobState after = next.job("load");
      assertThat(after.round()).as("after %d steps", steps).isEqualTo(1);
      assertThat(after.succeeded().contains(0)).as("after %d steps", steps).isTrue();
      assertThat(next.running("load")).as("after %d steps", steps).hasSize(1);
    }
  }

  /// With the next change: until then a daemon may die before everybody has heard how it went.
  @Test
  void aTrialThatWentWellForgetsThem() {
    Host host = opening(job("load", 1), cron(), service("web")).ends("load.1", DONE);
    host.stop("web");
    host.apply(TRIAL, PROBE);
    host.passes(TRIAL.plusSeconds(1));
    assertThat(host.snapshot().watch()).isEmpty();
    assertThat(host.successor(job("load", 1)).job("load").phaseName()).isEqualTo("complete");
    assertThat(host.successor(PROBE).notes())
        .contains(new Note.JobGone(new UnitName("load")), new Note.HeldDown(new TreeMap<>()));
    host.log();

    host.reload(job("load", 1), cron(), service("web"));
    assertThat(host.log()).contains("load.1 starts", "web.1 starts");
    assertThat(host.cron("tick").state().number()).isZero();
  }

  /// So does whatever takes its place: nothing goes back after that.
  @Test
  void anotherChangeForgetsThem() {
    Host host = opening(job("load", 1)).ends("load.1", DONE);
    host.apply(TRIAL, PROBE);
    host.reload(PROBE, service("web"));

    assertThat(host.notes()).contains(new Note.JobGone(new UnitName("load")));
    host.apply(TRIAL, PROBE);
    host.ends("probe.1", BROKEN);
    assertThat(host.snapshot().jobs()).isEmpty();
  }

  private static Host opening(UnitSpec... specs) {
    return Host.opening(Recovered.NOTHING, specs).turn();
  }

  /// A trial that has nothing of all that, and does not last.
  private static void goesBack(Host host, UnitSpec... before) {
    assertThat(host.snapshot().configuration().units()).hasSize(before.length);
    host.log();
    host.apply(TRIAL, PROBE);
    host.passes(Duration.ofMillis(200)).ends("probe.1", BROKEN);
    assertThat(went(host)).isTrue();
  }

  private static boolean went(Host host) {
    return host.entries().stream().map(Entry::type).anyMatch("went_back"::equals);
  }

  private static List<String> starts(Host host, String... units) {
    return host.log().stream()
        .filter(line -> line.endsWith(" starts"))
        .filter(line -> Arrays.stream(units).anyMatch(unit -> line.startsWith(unit + ".")))
        .toList();
  }

  private static JobSpec job(String name, int completions) {
    return JobSpec.of(name, "bin/" + name)
        .withRule(JobRule.DEFAULT.withWorkers(1, completions, CompletionMode.INDEXED));
  }

  private static JobSpec another(String name, int completions) {
    JobSpec job = job(name, completions);
    Launch other = Launch.of(new Command(List.of("bin/other")));
    return job.withWorker(job.worker().withLaunch(other));
  }

  private static CronSpec cron() {
    return cron(1);
  }

  private static CronSpec cron(int completions) {
    Schedule daily =
        switch (Schedule.parse("0 14 * * *")) {
          case ScheduleReading.Read(Schedule read) -> read;
          case ScheduleReading.Mistake mistake -> throw new AssertionError(mistake.toString());
        };
    CronRule rule = CronRule.of("tick", daily, ZoneOffset.UTC).with(Overlap.FORBID, Missed.LAST);
    return new CronSpec(new UnitName("tick"), rule, job("tick", completions));
  }
}
