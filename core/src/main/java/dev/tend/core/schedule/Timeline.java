package dev.tend.core.schedule;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// A value as a function of the time of day: whether a window is open, which version is in force.
public interface Timeline<T> {

  /// The value at `moment`, and for how long it is that.
  Stretch<T> at(Instant moment);

  /// A stretch of time in which the value stays the same.
  ///
  /// @param from its first moment; empty if it has none that anybody could name
  /// @param until the first moment after it, at which the value is to be looked at again; empty for
  ///   never
  record Stretch<T>(T value, Optional<Instant> from, Optional<Instant> until) {

    /// One without a beginning or an end.
    public static <T> Stretch<T> always(T value) {
      return new Stretch<>(value, Optional.empty(), Optional.empty());
    }

    public boolean contains(Instant moment) {
      return from.filter(moment::isBefore).isEmpty()
          && until.filter(end -> !moment.isBefore(end)).isEmpty();
    }
  }

  /// The value of the timeline that this one's value stands for.
  default <U> Timeline<U> then(Function<T, Timeline<U>> inner) {
    return moment -> {
      Stretch<T> outer = at(moment);
      Stretch<U> value = inner.apply(outer.value()).at(moment);
      return new Stretch<>(
          value.value(),
          latest(outer.from(), value.from()),
          earliest(outer.until(), value.until()));
    };
  }

  private static Optional<Instant> latest(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.filter(one.get()::isBefore).isEmpty() ? one : other;
  }

  private static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.filter(one.get()::isAfter).isEmpty() ? one : other;
  }
}
