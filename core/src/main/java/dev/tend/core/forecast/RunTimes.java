package dev.tend.core.forecast;

import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How long the runs of a cron job have taken.
///
/// @param runs how many are known, at least one
/// @param median so long as half of them; what a forecast reckons with
public record RunTimes(int runs, Duration median, Duration longest) {

  public RunTimes {
    if (runs < 1 || median.isNegative() || longest.compareTo(median) < 0) {
      throw new IllegalArgumentException("run times that no runs have");
    }
  }

  /// Those of runs that took so long; empty where there is none.
  public static Optional<RunTimes> of(List<Duration> lengths) {
    if (lengths.isEmpty()) {
      return Optional.empty();
    }
    List<Duration> sorted = lengths.stream().sorted().toList();
    return Optional.of(
        new RunTimes(sorted.size(), sorted.get((sorted.size() - 1) / 2), sorted.getLast()));
  }

  /// `about 45m`.
  String about() {
    return "about " + DurationText.of(median);
  }

  /// How long one that goes on already so long has left: nothing if none ever took so long.
  Duration left(Duration already) {
    Duration whole = already.compareTo(median) < 0 ? median : longest;
    return already.compareTo(whole) < 0 ? whole.minus(already) : Duration.ZERO;
  }
}
