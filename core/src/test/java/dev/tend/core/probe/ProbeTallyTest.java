package dev.tend.core.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.Check;
import dev.tend.core.spec.Probe;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What answers in a row come to.
final class ProbeTallyTest {

  /// `+` and `-` are the answers, oldest first.
  @ParameterizedTest
  @CsvSource({
    // begins  answers  failures  successes  holds
    "false, '',     3, 1, false",
    "false, +,      3, 1, true",
    "false, +,      3, 2, false",
    "false, ++,     3, 2, true",
    "false, +-+,    3, 2, false",
    "false, -,      1, 1, false",
    "false, ---,    3, 1, false",
    "false, ---+,   3, 1, true",
    "true,  '',     3, 1, true",
    "true,  -,      3, 1, true",
    "true,  --,     3, 1, true",
    "true,  ---,    3, 1, false",
    "true,  --+--,  3, 1, true",
    "true,  -,      1, 1, false",
    "true,  -+,     1, 1, true",
    "true,  -+,     1, 2, false",
    "true,  -++,    1, 2, true",
    "true,  -+-++,  1, 2, true",
  })
  void itHoldsBySuccessesInARowUntilFailuresInARow(
      boolean begins, String answers, int failures, int successes, boolean holds) {
    Probe probe =
        new Probe(
            new Check.Tcp("80"),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            failures,
            successes);

    ProbeTally tally = begins ? ProbeTally.HOLDING : ProbeTally.FRESH;
    for (int i = 0; i < answers.length(); i++) {
      tally = tally.after(answers.charAt(i) == '+', probe);
    }

    assertThat(tally.holds()).isEqualTo(holds);
  }
}
