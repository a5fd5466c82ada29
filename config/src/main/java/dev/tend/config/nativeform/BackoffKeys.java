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

  /// Those of a service.
  static final BackoffKeys SERVICE = new BackoffKeys(Backoff.DEFAULT);

  private final Key<Duration> min;
  private final Key<Duration> max;
  private final Key<Double> factor;
  private final Key<Double> jitter;
  private final Shape shape;

  /// @param standard what holds where nothing is written
  BackoffKeys(Backoff standard) {
    min = Key.standard("min", new DurationForm(Backoff.FLOOR), standard.min(), "The first pause.");
    max =
        Key.standard(
            "max",
            new DurationForm(Backoff.FLOOR),
            standard.max(),
            "The longest pause; not shorter than `min`.");
    factor =
        Key.standard(
            "factor",
            new NumberForm(1, FACTOR_MAX),
            standard.factor(),
            "What each pause is multiplied by to give the next one.");
    jitter =
        Key.standard(
            "jitter",
            new NumberForm(0, 1),
            standard.jitter(),
            "The largest share of a pause that chance may add or take away, so that units that fell"
                + " together do not rise together.");
    Key<Duration> least = min;
    Key<Duration> most = max;
    shape =
        Shape.of(min, max, factor, jitter)
            .rule((fields, problems) -> checkOrder(fields, least, most, problems), min, max);
  }

  Shape shape() {
    return shape;
  }

  Backoff spec(Fields fields) {
    return new Backoff(fields.get(min), fields.get(max), fields.get(factor), fields.get(jitter));
  }

  private static void checkOrder(
      Fields fields, Key<Duration> min, Key<Duration> max, Problems problems) {
    if (fields.get(max).compareTo(fields.get(min)) < 0) {
      boolean standardMax = fields.find(max).isEmpty();
      problems.add(
          fields.place(standardMax ? min : max),
          "max ("
              + new DurationText(fields.get(max))
              + (standardMax ? ", by default" : "")
              + ") is shorter than min ("
              + new DurationText(fields.get(min))
              + ")");
    }
  }
}
