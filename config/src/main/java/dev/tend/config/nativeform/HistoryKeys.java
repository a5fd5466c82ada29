package dev.tend.config.nativeform;

import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.core.spec.HistoryRule;
import java.time.Duration;

/// The keys of `[history]`.
final class HistoryKeys {

  /// Some 2 GB on the disk; whoever wants more wants another database.
  private static final int COUNT_MAX = 10_000_000;

  private static final Key<Boolean> ENABLED =
      Key.standard(
          "enabled",
          new TruthForm(),
          HistoryRule.DEFAULT.enabled(),
          "Whether events and runs are written to `history.db` in the state directory. Without it the"
              + " latest events are kept in memory, and no runs.");

  private static final Key<Duration> KEEP =
      Key.standard(
          "keep",
          new DurationForm(Duration.ofMinutes(1)),
          HistoryRule.DEFAULT.keep(),
          "What is older is forgotten when the next is written.");

  private static final Key<Integer> MAX_EVENTS =
      Key.standard(
          "max_events",
          new WholeNumberForm(1, COUNT_MAX),
          HistoryRule.DEFAULT.maxEvents(),
          "The latest events that stay, at some 100 bytes each.");

  private static final Key<Integer> MAX_RUNS =
      Key.standard(
          "max_runs",
          new WholeNumberForm(1, COUNT_MAX),
          HistoryRule.DEFAULT.maxRuns(),
          "The latest runs that stay, at some 200 bytes each; those that have not ended stay too.");

  static final Shape SHAPE = Shape.of(ENABLED, KEEP, MAX_EVENTS, MAX_RUNS);

  private HistoryKeys() {}

  static HistoryRule spec(Fields fields) {
    return new HistoryRule(
        fields.get(ENABLED), fields.get(KEEP), fields.get(MAX_EVENTS), fields.get(MAX_RUNS));
  }
}
