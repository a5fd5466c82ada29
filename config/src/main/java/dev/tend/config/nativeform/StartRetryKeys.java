package dev.tend.config.nativeform;

import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.StartRetries;
import java.time.Duration;

/// The keys of `start_retries`.
final class StartRetryKeys {
  private static final int COUNT_MAX = 1_000_000;

  private static final Key<Integer> COUNT =
      Key.required(
          "count",
          new WholeNumberForm(0, COUNT_MAX),
          "How often it is tried again; then it is `failed`.");

  private static final Key<Duration> INTERVAL =
      Key.standard(
          "interval",
          new DurationForm(Backoff.FLOOR),
          Duration.ofSeconds(1),
          "The pause before each further attempt.");

  static final Shape SHAPE = Shape.of(COUNT, INTERVAL);

  private StartRetryKeys() {}

  static StartRetries spec(Fields fields) {
    return new StartRetries(fields.get(COUNT), fields.get(INTERVAL));
  }
}
