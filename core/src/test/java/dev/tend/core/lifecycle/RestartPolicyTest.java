package dev.tend.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.RestartPolicy.Verdict;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRetries;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartPolicyTest {
  private static final Backoff EXACT =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), 2.0, 0.0);
  private static final End FAILED = new End(false, false, Duration.ZERO);

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          MODE,       SUCCESS, STABLE, UPTIME_MS, VERDICT
          ALWAYS,     false,   false,  0,         attempt 4 after 400ms
          ALWAYS,     false,   false,  5000,      attempt 4 after 400ms
          ALWAYS,     true,    false,  5000,      attempt 4 after 400ms
          ALWAYS,     false,   true,   999,       attempt 1 after 100ms
          ALWAYS,     false,   true,   1000,      attempt 1 after 0ms
          ALWAYS,     true,    true,   1000,      attempt 1 after 0ms
          ON_FAILURE, false,   false,  0,         attempt 4 after 400ms
          ON_FAILURE, false,   true,   999,       attempt 1 after 100ms
          ON_FAILURE, false,   true,   5000,      attempt 1 after 0ms
          ON_FAILURE, true,    false,  0,         complete
          ON_FAILURE, true,    true,   5000,      complete
          NEVER,      false,   false,  0,         'give up: restart = "never" rules out another attempt'
          NEVER,      false,   true,   5000,      'give up: restart = "never" rules out another attempt'
          NEVER,      true,    false,  0,         complete
          NEVER,      true,    true,   5000,      complete
          """)
  void anEndInTheThirdAttempt(
      RestartMode mode, boolean success, boolean stable, long uptimeMs, String verdict) {
    ServiceSpec spec = spec().withRestart(mode);
    End end = new End(success, stable, Duration.ofMillis(uptimeMs));

    assertThat(words(RestartPolicy.verdict(spec, attempt(3), end, 0, 0.5))).isEqualTo(verdict);
  }

  @Test
  void itGivesUpWithTheLastFailureThatTheRuleAllows() {
    ServiceSpec spec = spec().withGiveUpAfter(Optional.of(new GiveUp(3, Duration.ofSeconds(10))));

    assertThat(words(RestartPolicy.verdict(spec, failedAt(0), FAILED, seconds(5), 0.5)))
        .isEqualTo("attempt 2 after 100ms");
    assertThat(words(RestartPolicy.verdict(spec, failedAt(0, 5), FAILED, seconds(9), 0.5)))
        .isEqualTo("give up: gave up after 3 attempts within 10s");
  }

  @Test
  void failuresOlderThanTheRuleCountNoLonger() {
    ServiceSpec spec = spec().withGiveUpAfter(Optional.of(new GiveUp(3, Duration.ofSeconds(10))));

    var justWithin = RestartPolicy.verdict(spec, failedAt(0, 5), FAILED, seconds(10), 0.5);
    var justBeyond = RestartPolicy.verdict(spec, failedAt(0, 5), FAILED, seconds(10) + 1, 0.5);

    assertThat(justWithin).isInstanceOf(Verdict.GiveUp.class);
    assertThat(justBeyond)
        .isEqualTo(
            new Verdict.Retry(Duration.ofMillis(100), 2, List.of(seconds(5), seconds(10) + 1)));
  }

  @Test
  void endsOfAStableServiceCountForGivingUpToo() {
    ServiceSpec spec = spec().withGiveUpAfter(Optional.of(new GiveUp(2, Duration.ofMinutes(10))));
    End stable = new End(false, true, Duration.ofMinutes(1));

    assertThat(RestartPolicy.verdict(spec, failedAt(0), stable, seconds(60), 0.5))
        .isInstanceOf(Verdict.GiveUp.class);
  }

  @Test
  void aCleanEndThatIsReplacedCountsForGivingUpToo() {
    ServiceSpec spec =
        spec()
            .withRestart(RestartMode.ALWAYS)
            .withGiveUpAfter(Optional.of(new GiveUp(1, Duration.ofSeconds(1))));

    assertThat(
            RestartPolicy.verdict(
                spec, Ledger.FRESH, new End(true, true, Duration.ofDays(1)), 0, 0.5))
        .isInstanceOf(Verdict.GiveUp.class);
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          MODE,       SUCCESS, STABLE, UPTIME_MS, VERDICT
          ALWAYS,     false,   false,  0,         attempt 4 after 3s
          ALWAYS,     false,   true,   5000,      attempt 1 after 3s
          ALWAYS,     true,    true,   5000,      attempt 1 after 3s
          ON_FAILURE, false,   true,   10,        attempt 1 after 3s
          ON_FAILURE, true,    true,   5000,      complete
          """)
  void aRestartDelayIsTheSameBeforeEveryRestart(
      RestartMode mode, boolean success, boolean stable, long uptimeMs, String verdict) {
    ServiceSpec spec =
        spec().withRestart(mode).withRestartDelay(Optional.of(Duration.ofSeconds(3)));
    End end = new End(success, stable, Duration.ofMillis(uptimeMs));

    assertThat(words(RestartPolicy.verdict(spec, attempt(3), end, 0, 0.9))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          MODE,   ATTEMPT, SUCCESS, STABLE, VERDICT
          NEVER,  1,       false,   false,  attempt 2 after 250ms
          NEVER,  2,       true,    false,  attempt 3 after 250ms
          NEVER,  3,       false,   false,  'give up: 3 failed starts, and start_retries allows no more'
          NEVER,  1,       false,   true,   'give up: restart = "never" rules out another attempt'
          NEVER,  1,       true,    true,   complete
          ALWAYS, 2,       false,   false,  attempt 3 after 250ms
          ALWAYS, 3,       false,   false,  'give up: 3 failed starts, and start_retries allows no more'
          ALWAYS, 3,       false,   true,   attempt 1 after 3s
          """)
  void startRetriesCountStartsThatFailAndNothingElse(
      RestartMode mode, int attempt, boolean success, boolean stable, String verdict) {
    ServiceSpec spec =
        spec()
            .withRestart(mode)
            .withRestartDelay(Optional.of(Duration.ofSeconds(3)))
            .withStartRetries(Optional.of(new StartRetries(2, Duration.ofMillis(250))));
    End end = new End(success, stable, Duration.ofSeconds(5));

    assertThat(words(RestartPolicy.verdict(spec, attempt(attempt), end, 0, 0.5)))
        .isEqualTo(verdict);
  }

  @Test
  void withoutARuleToGiveUpNoTimesAreKept() {
    var verdict = RestartPolicy.verdict(spec(), failedAt(1, 2, 3), FAILED, seconds(4), 0.5);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Retry.class, retry -> assertThat(retry.failureNanos()).isEmpty());
  }

  @Test
  void theLongestTimeThatCanBeWrittenOverflowsNowhere() {
    Duration ages = DurationText.LONGEST;
    ServiceSpec spec =
        spec()
            .withGiveUpAfter(Optional.of(new GiveUp(2, ages)))
            .withBackoff(new Backoff(ages, ages, 2.0, 0.1));

    assertThat(RestartPolicy.verdict(spec, Ledger.FRESH, FAILED, seconds(1), 0.5))
        .isInstanceOfSatisfying(
            Verdict.Retry.class,
            retry -> assertThat(retry.delay()).isGreaterThan(Duration.ofDays(30_000)));
    assertThat(RestartPolicy.verdict(spec, failedAt(0), FAILED, seconds(1), 0.5))
        .isInstanceOf(Verdict.GiveUp.class);
  }

  private static ServiceSpec spec() {
    return ServiceSpec.of("web", "bin/web").withBackoff(EXACT);
  }

  private static Ledger attempt(int attempt) {
    return Ledger.FRESH.withAttempt(attempt);
  }

  private static Ledger failedAt(long... seconds) {
    return Ledger.FRESH.withFailures(
        Arrays.stream(seconds).map(RestartPolicyTest::seconds).boxed().toList());
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Retry(Duration delay, int attempt, var _) ->
          "attempt " + attempt + " after " + DurationText.of(delay);
      case Verdict.Complete _ -> "complete";
      case Verdict.GiveUp(String because) -> "give up: " + because;
    };
  }
}
