package dev.tend.core.why;

import dev.tend.core.text.DurationText;
import dev.tend.core.time.Moment;
import java.time.Duration;
import java.time.Instant;

/// How long ago things were.
///
/// @param now when that is said
record Ages(Moment now) {

  /// `3h12m`; milliseconds are told below a second only.
  String of(Instant since) {
    Duration age = age(since);
    return DurationText.of(age.toSeconds() >= 1 ? Duration.ofSeconds(age.toSeconds()) : age);
  }

  /// The same in whole seconds.
  String whole(Instant since) {
    return DurationText.of(Duration.ofSeconds(age(since).toSeconds()));
  }

  private Duration age(Instant since) {
    Duration age = Duration.between(since, now.wall());
    return age.isNegative() ? Duration.ZERO : age;
  }
}
