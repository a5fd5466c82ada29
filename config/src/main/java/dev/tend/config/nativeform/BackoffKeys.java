package dev.tend.config.nativeform;

import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.NumberForm;
import dev.tend.config.decode.Shape;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Backoff;
import dev.tend.core.text.DurationText;
import java.time.Duration;

/// The keys of `backoff`.
final class BackoffKeys {

  /// With more, the second pause is the longest one anyway.
  private static final double FACTOR_MAX = 1000;

  private static final Key<Duration> MIN =
      Key.standard(
          "min", new DurationForm(Backoff.FLOOR), Backoff.DEFAULT.min(), "The first pause.");

  private static final Key<Duration> MAX =
      Key.standard(
          "max",
          new DurationForm(Backoff.FLOOR),
          Backoff.DEFAULT.max(),
          "The longest pause; not shorter than `min`.");

  private static final Key<Double> FACTOR =
      Key.standard(
          "factor",
          new NumberForm(1, FACTOR_MAX),
          Backoff.DEFAULT.factor(),
          "What each pause is multiplied by to give the next one.");

  private static final Key<Double> JITTER =
      Key.standard(
          "jitter",
          new NumberForm(0, 1),
          Backoff.DEFAULT.jitter(),
          "The largest share of a pause that chance may add or take away, so that units that fell"
              + " together do not rise together.");

  static final Shape SHAPE =
      Shape.of(MIN, MAX, FACTOR, JITTER).rule(BackoffKeys::checkOrder, MIN, MAX);

  private BackoffKeys() {}

  static Backoff spec(Fields fields) {
    return new Backoff(fields.get(MIN), fields.get(MAX), fields.get(FACTOR), fields.get(JITTER));
  }

  private static void checkOrder(Fields fields, Problems problems) {
    if (fields.get(MAX).compareTo(fields.get(MIN)) < 0) {
      boolean standardMax = fields.find(MAX).isEmpty();
      problems.add(
          fields.place(standardMax ? MIN : MAX),
          "max ("
              + new DurationText(fields.get(MAX))
              + (standardMax ? ", by default" : "")
              + ") is shorter than min ("
              + new DurationText(fields.get(MIN))
              + ")");
    }
  }
}
