package dev.tend.config.nativeform;

import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.core.spec.GiveUp;
import java.time.Duration;

/// The keys of `give_up_after`.
final class GiveUpKeys {

  private static final Key<Integer> ATTEMPTS =
      Key.required(
          "attempts",
          new WholeNumberForm(1, 1_000_000),
          "After this many unplanned ends the service is `failed` and stays down.");

  private static final Key<Duration> WITHIN =
      Key.required(
          "within", DurationForm.aboveZero(), "Ends longer ago than this no longer count.");

  static final Shape SHAPE = Shape.of(ATTEMPTS, WITHIN);

  private GiveUpKeys() {}

  static GiveUp spec(Fields fields) {
    return new GiveUp(fields.get(ATTEMPTS), fields.get(WITHIN));
  }
}
