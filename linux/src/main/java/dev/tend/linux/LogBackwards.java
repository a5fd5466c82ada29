package dev.tend.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Finds the place some lines before the end of a log: by reading the newest file backwards, and
/// older ones, which may be compressed, from their start.
final class LogBackwards {

  private static final int BLOCK_BYTES = 64 * 1024;

  /// Rotations that come in between; each try takes milliseconds at most.
  private static final int TRIES_MAX = 100;

  private final LogShelf shelf;

  /// How many lines have still to be found.
  private int wanted;

  private LogBackwards(LogShelf shelf, int wanted) {
    this.shelf = shelf;
    this.wanted = wanted;
  }

  /// The file in which the last `lines` lines begin, at their beginning.
  static LogSource from(LogShelf shelf, int lines) throws IOException {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      Optional<LogSource> found = new LogBackwards(shelf, lines).find();
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new IOException("the log is rotated faster than its end can be found");
  }

  /// Empty if files were renamed meanwhile.
  private Optional<LogSource> find() throws IOException {
    LogSource start = LogSource.none();
    for (int number = LogShelf.CURRENT; !shelf.isBeyondLast(number); number++) {
      Optional<LogSource> opened = shelf.open(number);
      if (opened.isPresent()) {
        start.close();
        start = opened.get();
        long offset = offset(number, start.identity());
        if (shelf.number(start.identity()) != number) {
          start.close();
          return Optional.empty();
        }
        start.skip(offset);
        if (wanted == 0) {
          return Optional.of(start);
        }
      }
    }
    return Optional.of(start);
  }

  /// Where to begin in one file; reduces what is wanted by the lines from there on.
  private long offset(int number, String identity) throws IOException {
    try (FileChannel channel = FileChannel.open(shelf.plain(number), StandardOpenOption.READ)) {
      return backwards(channel);
    } catch (NoSuchFileException compressed) {
      try (LogSource again = shelf.open(identity).orElseGet(LogSource::none)) {
        return forwards(again);
      }
    }
  }

  private long backwards(FileChannel channel) throws IOException {
    long size = channel.size();
    if (wanted == 0) {
      return size;
    }
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    for (long end = size; end > 0; end -= BLOCK_BYTES) {
      long from = Math.max(end - BLOCK_BYTES, 0);
      block.clear().limit((int) (end - from));
      channel.read(block, from);
      for (int at = block.position() - 1; at >= 0; at--) {
        if (block.get(at) == '\n' && from + at + 1 < size && --wanted == 0) {
          return from + at + 1;
        }
      }
    }
    wanted -= size > 0 ? 1 : 0;
    return 0;
  }

  private long forwards(LogSource source) throws IOException {
    Deque<Long> starts = new ArrayDeque<>();
    byte[] bytes = new byte[BLOCK_BYTES];
    boolean atStart = true;
    long offset = 0;
    for (int count = source.read(bytes); count > 0; count = source.read(bytes)) {
      for (int at = 0; at < count; at++) {
        if (atStart) {
          starts.addLast(offset + at);
          if (starts.size() > wanted) {
            starts.removeFirst();
          }
        }
        atStart = bytes[at] == '\n';
      }
      offset += count;
    }
    wanted -= starts.size();
    return starts.isEmpty() ? 0 : starts.getFirst();
  }
}
