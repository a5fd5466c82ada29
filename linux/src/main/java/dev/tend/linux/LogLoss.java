package dev.tend.linux;

import dev.tend.core.process.Writer;
import dev.tend.engine.Output.Stream;
import java.util.concurrent.TimeUnit;

/// Counts what of a stream could not be written, and says when to try again.
final class LogLoss {

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// Somebody who made room should see it used soon.
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Writer writer;
  private final Stream stream;
  private final Losses losses;
  private String errno = "";
  private long bytes;
  private long pauseNanos;
  private long failedNanos;

  LogLoss(Writer writer, Stream stream, Losses losses) {
    this.writer = writer;
    this.stream = stream;
    this.losses = losses;
  }

  boolean underWay() {
    return pauseNanos > 0;
  }

  /// Whether it is too early for the next attempt to write.
  boolean pausing(long nowNanos) {
    return underWay() && nowNanos - failedNanos < pauseNanos;
  }

  /// Writing failed, for the first time or again.
  void failed(int number, long nowNanos) {
    if (underWay()) {
      pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
    } else {
      pauseNanos = FIRST_PAUSE_NANOS;
      errno = Errno.name(number);
      losses.began(writer, stream, errno);
    }
    failedNanos = nowNanos;
  }

  void dropped(long count) {
    bytes += count;
  }

  /// Writing succeeded, or ends for good.
  void over() {
    if (underWay()) {
      losses.ended(writer, stream, bytes, errno);
      bytes = 0;
      pauseNanos = 0;
    }
  }
}
