package dev.tend.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// How much of the coming bytes still belongs into the current file, and whether it is full then.
///
/// A file ends at a line end. It stays within its size as long as lines allow: a line that was
/// begun in it is finished in it, and one that is longer than a whole file gets a file to itself.
/// Only a line that goes on for [#LINE_BYTES_MAX] is cut, so that output without line ends cannot
/// grow one file without bound.
record LogCut(long bytes, boolean thenRotate) {

  /// How far a file may grow beyond its size for the sake of one line: more than the 100 MB that
  /// somebody may really print at once, less than what hurts a disk.
  static final long LINE_BYTES_MAX = 128L * 1024 * 1024;

  /// @param coming the next bytes, as far as they are known
  /// @param size of the current file
  /// @param room how many more bytes it may take; negative when it has grown beyond its size
  /// @param midLine whether its last line is not finished
  static LogCut of(MemorySegment coming, long size, long room, boolean midLine) {
    long known = coming.byteSize();
    if (known <= room) {
      return new LogCut(known, false);
    }
    long lastEnd = lastLineEnd(coming, room);
    if (lastEnd > 0) {
      return new LogCut(lastEnd, true);
    }
    if (size > 0 && !midLine) {
      return new LogCut(0, true);
    }
    long firstEnd = firstLineEnd(coming, Math.max(room, 0));
    if (firstEnd > 0) {
      return new LogCut(firstEnd, true);
    }
    long grace = Math.max(LINE_BYTES_MAX + room, 1);
    return known >= grace ? new LogCut(grace, true) : new LogCut(known, false);
  }

  /// Behind the last newline among the first `room` bytes; 0 if there is none.
  private static long lastLineEnd(MemorySegment coming, long room) {
    for (long end = room; end > 0; end--) {
      if (coming.get(ValueLayout.JAVA_BYTE, end - 1) == '\n') {
        return end;
      }
    }
    return 0;
  }

  /// Behind the first newline from an offset on; 0 if there is none.
  private static long firstLineEnd(MemorySegment coming, long from) {
    for (long at = from; at < coming.byteSize(); at++) {
      if (coming.get(ValueLayout.JAVA_BYTE, at) == '\n') {
        return at + 1;
      }
    }
    return 0;
  }
}
