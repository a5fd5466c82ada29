package dev.tend.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Into a file, each line preceded by the time at which it was read: `2026-11-21T00:54:56.123Z
/// request served`.
///
/// The one way of output whose bytes pass through user space. Between a read and its write, some
/// ten microseconds, a daemon that is killed takes at most [PumpTools#READ_BYTES_MAX] with it; what
/// was not read yet stays in the FIFO as ever. A line that comes in several reads, be it long or
/// slow, has the time of its beginning and is continued without another.
final class PumpStamped implements PumpSink {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z '").withZone(ZoneOffset.UTC);

  private final PumpTools tools;
  private final LogFile log;
  private final LogLoss loss;

  /// Bytes of the stamped lines that are composed and not yet written.
  private long pending;

  PumpStamped(PumpTools tools, LogFile log, LogLoss loss) {
    this.tools = tools;
    this.log = log;
    this.loss = loss;
  }

  @Override
  public long take(int fifo, long bytesMax) {
    long taken = 0;
    long bytes;
    do {
      bytes = takeOnce(fifo, Math.min(bytesMax - taken, PumpTools.READ_BYTES_MAX));
      taken += bytes;
    } while (bytes == PumpTools.READ_BYTES_MAX && taken < bytesMax);
    return taken;
  }

  private long takeOnce(int fifo, long bytesMax) {
    long bytes = tools.calls().read(fifo, tools.read(), bytesMax);
    if (bytes <= 0) {
      return 0;
    }
    long now = tools.nanos();
    if (loss.pausing(now)) {
      loss.dropped(bytes);
      return bytes;
    }
    int failure = log.ready(now);
    if (failure < 0) {
      loss.dropped(bytes);
    } else {
      failure = writeLines(tools.read().asSlice(0, bytes));
    }
    if (failure < 0) {
      loss.failed(-failure, now);
    } else {
      loss.over();
    }
    return bytes;
  }

  @Override
  public void reopen() {
    log.close();
  }

  @Override
  public void close() {
    loss.over();
    log.end();
  }

  /// 0, or `-errno`: then the rest was dropped and counted.
  private int writeLines(MemorySegment bytes) {
    if (loss.underWay()) {
      log.endLine();
    }
    byte[] stamp = STAMP.format(Instant.now()).getBytes(StandardCharsets.US_ASCII);
    boolean midLine = log.endsMidLine();
    int failure = 0;
    long from = 0;
    while (from < bytes.byteSize() && failure == 0) {
      long end = lineEnd(bytes, from);
      long length = end - from + (midLine ? 0 : stamp.length);
      failure = makeRoom(length, midLine);
      if (failure == 0) {
        if (!midLine) {
          MemorySegment.copy(
              stamp, 0, tools.stamped(), ValueLayout.JAVA_BYTE, pending, stamp.length);
          pending += stamp.length;
        }
        MemorySegment.copy(bytes, from, tools.stamped(), pending, end - from);
        pending += end - from;
        midLine = bytes.get(ValueLayout.JAVA_BYTE, end - 1) != '\n';
        from = end;
      }
    }
    loss.dropped(bytes.byteSize() - from);
    return failure == 0 ? flush() : failure;
  }

  /// Behind the next newline, or the end of what was read.
  private static long lineEnd(MemorySegment bytes, long from) {
    long at = from;
    while (at < bytes.byteSize()) {
      if (bytes.get(ValueLayout.JAVA_BYTE, at++) == '\n') {
        return at;
      }
    }
    return at;
  }

  /// Rotates where the line does not fit, by the rules of [LogCut], and writes where memory does
  /// not hold it.
  private int makeRoom(long length, boolean midLine) {
    long room = log.room() - pending;
    boolean full = midLine ? room < -LogCut.LINE_BYTES_MAX : log.size() + pending > 0;
    if (length > room && full) {
      int failure = flush();
      return failure < 0 ? failure : log.rotate();
    }
    return pending + length > tools.stamped().byteSize() ? flush() : 0;
  }

  private int flush() {
    long written = 0;
    while (written < pending) {
      long result = log.write(tools.stamped(), written, pending - written);
      if (result < 0 && result != -Errno.EINTR) {
        loss.dropped(pending - written);
        pending = 0;
        return (int) result;
      }
      written += Math.max(result, 0);
    }
    pending = 0;
    return 0;
  }
}
