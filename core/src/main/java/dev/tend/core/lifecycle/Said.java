package dev.tend.core.lifecycle;

import dev.tend.core.process.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// What the last process of an instance has said of itself; kept until the next one is started.
///
/// @param readyBy how it became known that it does its work
/// @param status the last `STATUS=`
/// @param errno the last `ERRNO=`
/// @param ticked when it last said `WATCHDOG=1`
/// @param watchdog how often it has to say so: what it was told at its start, or has said since;
///   zero means never
public record Said(
    Optional<String> readyBy,
    Optional<String> status,
    Doing doing,
    OptionalInt errno,
    Optional<Instant> ticked,
    Optional<Duration> watchdog) {

  public static final Said NOTHING =
      new Said(
          Optional.empty(),
          Optional.empty(),
          Doing.WORKING,
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty());

  /// What it is busy with, by its own words.
  public enum Doing {
    WORKING,
    RELOADING,
    STOPPING
  }

  /// Whether nothing was heard.
  public boolean isNothing() {
    return ticking(NOTHING.watchdog).equals(NOTHING);
  }

  /// What of it is worth knowing once the process is gone.
  public Said lastly() {
    return new Said(
        Optional.empty(), status, Doing.WORKING, errno, Optional.empty(), Optional.empty());
  }

  Said ready(String how) {
    return new Said(Optional.of(how), status, Doing.WORKING, errno, ticked, watchdog);
  }

  Said ticking(Optional<Duration> every) {
    return new Said(readyBy, status, doing, errno, ticked, every);
  }

  Said with(Notice notice, Instant now) {
    return switch (notice) {
      case Notice.Ready(int pid) -> ready("it said READY=1 (pid " + pid + ")");
      case Notice.Status(String text) ->
          new Said(
              readyBy,
              Optional.of(text).filter(shown -> !shown.isEmpty()),
              doing,
              errno,
              ticked,
              watchdog);
      case Notice.Reloading _ ->
          new Said(readyBy, status, Doing.RELOADING, errno, ticked, watchdog);
      case Notice.Stopping _ -> new Said(readyBy, status, Doing.STOPPING, errno, ticked, watchdog);
      case Notice.Ticked _ -> new Said(readyBy, status, doing, errno, Optional.of(now), watchdog);
      case Notice.WatchdogEvery(Duration every) -> ticking(Optional.of(every));
      case Notice.Failing(int number) ->
          new Said(readyBy, status, doing, OptionalInt.of(number), ticked, watchdog);
      case Notice.Hung _, Notice.MoreTime _ -> this;
    };
  }

  /// The last words, for a sentence about an end: `; its status was "indexing"`.
  String lastWords() {
    String words = status.map(text -> "; its status was \"" + text + "\"").orElse("");
    return words + (errno.isPresent() ? "; it had said ERRNO=" + errno.getAsInt() : "");
  }
}
