package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.world.Request.OfJob.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A job through random ends, deaths of the daemon at any note and any effect, boots, suspensions
/// and orderly ends.
class JobDeathsTest {

  private static final int SEEDS = 150;

  /// By then each seed's job is over: what fails is tried again within seconds.
  private static final int STEPS_MAX = 400;

  private final Random random = new Random();
  private JobSpec spec = JobSpec.of("import", "bin/import");
  private Host host = Host.opening(Recovered.NOTHING);

  /// Whether what is asked to end does so only once it is killed.
  private boolean deaf;

  /// How many failures nobody can have missed, and how many there may be with those of which no
  /// daemon knows how they ended.
  private int failed;

  private int ended;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void everyCompletionIsCountedOnceWhateverHappens(int part) {
    for (int seed = part * SEEDS; seed < (part + 1) * SEEDS; seed++) {
      random.setSeed(seed);
      spec = job();
      deaf = random.nextInt(3) == 0;
      failed = 0;
      ended = 0;
      host = equipped(Host.opening(Recovered.NOTHING, spec));
      host.turn();
      try {
        live();
      } catch (AssertionError | RuntimeException broken) {
        throw new AssertionError("seed " + seed, broken);
      }
    }
  }

  private JobSpec job() {
    RetryRule retries =
        RetryRule.DEFAULT
            .withRestart(random.nextBoolean() ? RestartMode.NEVER : RestartMode.ON_FAILURE)
            .withLimit(RetryRule.LIMIT_MAX)
            .withBackoff(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), 2, 0.5));
    JobRule rule =
        JobRule.DEFAULT.withWorkers(
            1 + random.nextInt(3), 1 + random.nextInt(6), CompletionMode.INDEXED);
    return JobSpec.of("import", "bin/import").withRule(rule.withRetries(retries));
  }

  private void live() {
    for (int step = 0; step < STEPS_MAX && !host.job("import").complete(); step++) {
      int choice = random.nextInt(12);
      // Towards the end nothing comes in its way any more.
      if (step > STEPS_MAX / 2) {
        choice = Math.min(choice, 7);
      }
      if (random.nextInt(3) == 0 && step < STEPS_MAX / 2) {
        host.diesAfter(random.nextInt(8));
      }
      try {
        act(choice);
        host.diesAfter(Integer.MAX_VALUE);
      } catch (Host.Died died) {
        boolean boots = random.nextInt(5) == 0;
        if (boots) {
          // Nobody knows what became of anything that was not noted.
          failed = Math.min(failed, host.noted("import").failed());
        }
        succeed(boots);
      }
      assertThat(host.defects()).isEmpty();
      assertThat(alive()).isLessThanOrEqualTo(spec.rule().slots());
    }
    assertThat(host.job("import").complete()).isTrue();
    assertThat(host.job("import").succeeded().size()).isEqualTo(spec.rule().completions());
    assertThat(alive()).isZero();
    assertThat(host.job("import").failed()).isBetween(failed, ended);
  }

  private Host equipped(Host next) {
    next.watching(this::mayStart);
    return deaf ? next.deaf("import") : next;
  }

  private void act(int choice) {
    List<String> running = host.running("import");
    switch (choice) {
      case 0, 1, 2, 3 -> {
        if (!running.isEmpty()) {
          boolean success = random.nextInt(3) != 0;
          String worker = running.get(random.nextInt(running.size()));
          count(worker, success);
          Exit exit = new Exit.Code(success ? 0 : 1);
          var _ = random.nextBoolean() ? host.leaves(worker, exit) : host.ends(worker, exit);
        }
      }
      case 4, 5, 6 -> host.passes(Duration.ofMillis(random.nextInt(5000)));
      case 7 -> host.job("import", Verb.RESUME);
      case 8 -> host.job("import", Verb.SUSPEND);
      case 9 -> {
        host.shutdown(false);
        succeed(false);
      }
      case 10 -> succeed(true);
      default -> {
        if (!running.isEmpty()) {
          count(running.getFirst(), true);
          host.endsUnseen(running.getFirst());
        }
        succeed(false);
      }
    }
  }

  private void succeed(boolean rebooted) {
    host = equipped(host.heir(rebooted, Configuration.of(spec)));
    host.turn();
    host.buriesTheDead();
  }

  private void count(String worker, boolean success) {
    // What was asked to end is interrupted, however it ends.
    boolean asked = host.state(worker) == StateName.STOPPING;
    failed += success || asked ? 0 : 1;
    ended++;
  }

  private long alive() {
    return host.running("import").size();
  }

  /// What was noted holds: no success is run again, and there are never too many at once.
  private void mayStart(LaunchPlan plan) {
    JobState noted = host.noted("import");
    int index = Integer.parseInt(plan.launch().env().getOrDefault("JOB_COMPLETION_INDEX", "-1"));
    assertThat(noted.succeeded().contains(index)).as("index %d is done", index).isFalse();
    int left = spec.rule().completions() - noted.succeeded().size();
    assertThat(noted.atWork()).isLessThanOrEqualTo(Math.min(spec.rule().parallelism(), left));
    assertThat(noted.workers().values().stream().filter(work -> work.index() == index)).hasSize(1);
  }
}
