package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.Overlap;
import dev.tend.core.cron.Skip;
import dev.tend.core.job.Indexes;
import dev.tend.core.job.JobState;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.engine.Journal;
import dev.tend.engine.Kernel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Each rule of jobs and cron jobs is broken once, and each time a seed finds it.
class JobFaultsTest {
  private static final int SEEDS = 400;

  @Test
  void aWorkerTooManyIsFound() {
    assertThat(file(jobs(job -> job.withRule(wider(job.rule())))))
        .containsPattern("Violation: jobs: [jc0-9.-]+ is one of [0-9] workers, with room for ");
  }

  @Test
  void aSuccessThatIsForgottenIsFound() {
    assertThat(paper(JobFaultsTest::forgettingSuccesses))
        .containsPattern("Violation: jobs: .* (forgets that it has done|does [0-9] once more)");
  }

  @Test
  void aFailureThatCountsAsASuccessIsFound() {
    assertThat(file(jobs(JobFaultsTest::easy)))
        .containsPattern("Violation: jobs: .* is said to have done [0-9], and came to ");
  }

  @Test
  void aSuccessThatCountsAsAFailureIsFound() {
    assertThat(file(jobs(JobFaultsTest::strict)))
        .containsPattern("Violation: jobs: .* has done [0-9], and that is not counted");
  }

  @Test
  void aFailureThatCountsTwiceIsFound() {
    assertThat(paper(CountsTwice::new))
        .containsPattern("Violation: jobs: .* counts [0-9]+ failures of [0-9] to [0-9]");
  }

  @Test
  void anIndexThatIsTriedAsAnotherOneIsFound() {
    assertThat(port(OtherIndex::new))
        .containsPattern("Violation: jobs: .* works at [0-9]+, and is");
  }

  @Test
  void aLimitThatIsPassedIsFound() {
    assertThat(
            file(
                jobs(job ->
                    job.withRule(
                        job.rule()
                            .withRetries(
                                job.rule().retries().withLimit(JobRule.COMPLETIONS_MAX))))))
        .containsPattern("Violation: jobs: .* goes on after [0-9]+ failures");
  }

  @Test
  void aDeadlineThatIsPassedIsFound() {
    assertThat(
            file(
                jobs(
                    job -> job.withRule(job.rule().withTimes(Optional.empty(), job.rule().ttl())))))
        .contains("goes on after its active deadline");
  }

  @Test
  void aRunBesideAnEarlierOneIsFound() {
    assertThat(file(crons(spec -> spec.rule().with(Overlap.ALLOW, spec.rule().missed()))))
        .containsPattern("Violation: cron: c0-[0-9]+ starts while c0-[0-9]+ lives");
  }

  @Test
  void aFiringThatIsForgottenIsFound() {
    assertThat(paper(ForgetsSkips::new)).contains("cron: c0: nothing became of ");
  }

  @Test
  void aFiringThatIsServedTwiceIsFound() {
    assertThat(paper(JobFaultsTest::goingBack))
        .containsAnyOf("cron: c0 forgets what it accounted for", "runs again", "is skipped again");
  }

  private static String file(UnaryOperator<Configuration> fault) {
    return first(new Seeds(UnaryOperator.identity(), UnaryOperator.identity(), fault));
  }

  private static String paper(UnaryOperator<Journal> fault) {
    return first(new Seeds(UnaryOperator.identity(), fault));
  }

  private static String port(UnaryOperator<Kernel> fault) {
    return first(new Seeds(fault, UnaryOperator.identity()));
  }

  private static String first(Seeds seeds) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Optional<String> report = seeds.failure(seed);
      if (report.isPresent()) {
        return report.get();
      }
    }
    throw new AssertionError("no seed up to " + SEEDS + " finds the fault");
  }

  private static UnaryOperator<Configuration> units(UnaryOperator<UnitSpec> change) {
    return configuration -> {
      TreeMap<UnitName, UnitSpec> units = new TreeMap<>(configuration.units());
      units.replaceAll((_, unit) -> change.apply(unit));
      return configuration.withUnits(units);
    };
  }

  private static UnaryOperator<Configuration> jobs(UnaryOperator<JobSpec> change) {
    return units(unit ->
        switch (unit) {
          case JobSpec job -> change.apply(job);
          case CronSpec(var name, var rule, JobSpec job) ->
              new CronSpec(name, rule, change.apply(job));
          case ServiceSpec service -> service;
        });
  }

  private static UnaryOperator<Configuration> crons(Function<CronSpec, CronRule> change) {
    return units(unit ->
        unit instanceof CronSpec cron
            ? new CronSpec(cron.name(), change.apply(cron), cron.job())
            : unit);
  }

  private static JobRule wider(JobRule rule) {
    return rule.withWorkers(rule.parallelism() + 1, rule.completions(), rule.mode());
  }

  private static JobSpec easy(JobSpec job) {
    return job.withWorker(job.worker().withSuccessCodes(new TreeSet<>(List.of(0, 1, 3, 9))));
  }

  private static JobSpec strict(JobSpec job) {
    return job.withWorker(job.worker().withSuccessCodes(new TreeSet<>(List.of(77))));
  }

  /// Planted: a worker is told another index than the one that it is noted to work at.
  private static final class OtherIndex extends PassOn {
    private static final String INDEX = "JOB_COMPLETION_INDEX";

    OtherIndex(Kernel kernel) {
      super(kernel);
    }

    @Override
    public SpawnResult spawn(LaunchPlan plan) {
      SortedMap<String, String> env = new TreeMap<>(plan.launch().env());
      env.computeIfPresent(INDEX, (_, index) -> index.equals("1") ? "0" : index);
      return super.spawn(
          new LaunchPlan(
              plan.run(),
              plan.kind(),
              plan.writer(),
              plan.launch().withEnv(env),
              plan.log(),
              plan.signs(),
              plan.heard()));
    }
  }

  /// Planted: a daemon does not know what its predecessor's jobs have done.
  private static Journal forgettingSuccesses(Journal journal) {
    return new ForgetfulJournal(
        journal, state -> with(state, Indexes.NONE, state.failed()), UnaryOperator.identity());
  }

  /// Planted: each failure is noted as two.
  private static final class CountsTwice extends PassOnJournal {
    CountsTwice(Journal journal) {
      super(journal);
    }

    @Override
    public void job(UnitName job, JobState state) {
      super.job(job, with(state, state.succeeded(), 2 * state.failed()));
    }
  }

  private static JobState with(JobState state, Indexes succeeded, int failed) {
    return new JobState(
        state.round(),
        state.spec(),
        state.phase(),
        state.workers(),
        state.ends(),
        succeeded,
        state.lost(),
        state.misses(),
        failed,
        state.streak(),
        state.pauseNanos(),
        state.asked(),
        state.active(),
        state.since(),
        state.cause());
  }

  /// Planted: what became of firings that are skipped is not noted.
  private static final class ForgetsSkips extends PassOnJournal {
    ForgetsSkips(Journal journal) {
      super(journal);
    }

    @Override
    public void crons(SortedMap<UnitName, CronState> changed, SortedSet<UnitName> gone) {
      SortedMap<UnitName, CronState> forgetful = new TreeMap<>(changed);
      forgetful.replaceAll((_, state) -> with(state, state.accounted(), List.of()));
      super.crons(forgetful, gone);
    }
  }

  /// Planted: a daemon believes that its predecessor did not come so far.
  private static Journal goingBack(Journal journal) {
    return new ForgetfulJournal(
        journal,
        UnaryOperator.identity(),
        state -> with(state, state.accounted().minus(Duration.ofMinutes(30)), state.skips()));
  }

  private static CronState with(CronState state, Instant accounted, List<Skip> skips) {
    return new CronState(
        accounted,
        state.waiting(),
        state.active(),
        state.results(),
        skips,
        state.standing(),
        state.boot(),
        state.number());
  }
}
