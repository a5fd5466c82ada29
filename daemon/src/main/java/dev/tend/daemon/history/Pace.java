package dev.tend.daemon.history;

import java.time.Duration;

/// How long the writer waits for what.
///
/// @param firstAfter before its first transaction: the daemon's start is busy enough, and until
///   then SQLite is not even loaded, unless somebody asks
/// @param flushEvery how long a transaction collects: what a daemon that is killed may lose
/// @param pauseMin before the first attempt after one that failed; from then on twice as long
/// @param pauseMax the longest such pause
/// @param lockedPatience whoever only reads or copies the file is done by then
record Pace(
    Duration firstAfter,
    Duration flushEvery,
    Duration pauseMin,
    Duration pauseMax,
    Duration lockedPatience) {

  static final Pace DEFAULT =
      new Pace(
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15));

  Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(pauseMax) > 0 ? pauseMax : twice;
  }
}
