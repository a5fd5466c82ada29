package dev.tend.core.schedule;

import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// When a schedule fires.
public sealed interface Rule permits Calendar, Rule.Every, Rule.AtBoot {

  /// The first firing after `after`; empty if there never is one.
  Optional<Instant> next(Instant after, ZoneId zone);

  /// Whether it says how often it fires, and not at which time of the day.
  boolean followsRealTime();

  /// Again and again after the same time: `@every 90m`.
  ///
  /// Firings are the multiples of the period since 1970-01-01T00:00Z, so that they are the same for
  /// each daemon and in each forecast, and no start of a daemon delays them.
  record Every(Duration period) implements Rule {

    /// A firing has to be told from the next one by its second.
    static final Duration SHORTEST = Duration.ofSeconds(1);

    public Every {
      if (!fits(period)) {
        throw new IllegalArgumentException("the period is not made of whole seconds");
      }
    }

    static boolean fits(Duration period) {
      return period.compareTo(SHORTEST) >= 0
          && period.equals(period.truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      long length = period.toSeconds();
      return Optional.of(
          Instant.ofEpochSecond((Math.floorDiv(after.getEpochSecond(), length) + 1) * length));
    }

    @Override
    public boolean followsRealTime() {
      return true;
    }

    @Override
    public String toString() {
      return "@every " + new DurationText(period);
    }
  }

  /// Once after each boot of the host: `@reboot`. No time of its own tells when.
  record AtBoot() implements Rule {

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      return Optional.empty();
    }

    @Override
    public boolean followsRealTime() {
      return false;
    }

    @Override
    public String toString() {
      return "@reboot";
    }
  }
}
