package dev.tend.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the log of one stream, from some lines before its end or from a position on, through the
/// rotated files, compressed ones too, and on into what is written meanwhile.
///
/// It never waits: [#next] gives what is there, and [LinuxOutput#onGrowth] says when to ask again.
/// It holds the file that it reads open, so that a rotation takes nothing away: the old file is
/// read to its end, then the one after it from its start, without a gap or a duplicate. Only where
/// files were deleted before they were read, [LogPiece.Missed] stands in their place. A file that
/// somebody emptied is read from its start again.
///
/// For the thread that made it.
public final class LogTail implements AutoCloseable {

  /// What is read at once of a file that has more; a follower that is woken for one line takes
  /// less.
  private static final int READ_BYTES_MAX = 16 * 1024;

  private static final int READ_BYTES_MIN = 1024;

  /// Of one call of [#next]: enough to be quick, little enough to hold in memory for many readers.
  private static final int CALL_BYTES_MAX = 32 * 1024;

  private final LogShelf shelf;
  private final LogLines lines = new LogLines();
  private byte[] bytes = {};
  private LogSource source;
  private boolean missed;

  /// How many more bytes this call of [#next] reads.
  private int budget;

  private LogTail(LogShelf shelf, LogSource source, boolean missed) {
    this.shelf = shelf;
    this.source = source;
    this.missed = missed;
  }

  /// Begins so many lines before the end; 0 is the end itself. The log need not exist yet.
  public static LogTail last(Path file, int lines) throws IOException {
    LogShelf shelf = new LogShelf(file);
    return new LogTail(shelf, LogBackwards.from(shelf, lines), false);
  }

  /// Goes on where a reader was.
  ///
  /// @param position as it came with a piece
  /// @throws IllegalArgumentException if it is none
  public static LogTail after(Path file, String position) throws IOException {
    int colon = position.lastIndexOf(':');
    String identity = position.substring(0, Math.max(colon, 0));
    long offset = parseOffset(position, colon);
    LogShelf shelf = new LogShelf(file);
    if (identity.isEmpty()) {
      return new LogTail(shelf, LogSource.none(), false);
    }
    Optional<LogSource> found = shelf.open(identity);
    if (found.isEmpty()) {
      int number = shelf.oldestAfter(identity);
      return new LogTail(shelf, shelf.open(number).orElseGet(LogSource::none), true);
    }
    LogSource source = found.get();
    boolean shorter = shelf.currentSize(identity).map(size -> size < offset).orElse(false);
    if (!shorter) {
      source.skip(offset);
    }
    return new LogTail(shelf, source, shorter);
  }

  /// What came since the last call, at most [#CALL_BYTES_MAX] of it; empty at the end for now. A
  /// line that is not finished is held back until it is, or until it is [LogLines#PIECE_BYTES_MAX]
  /// long.
  public List<LogPiece> next() throws IOException {
    List<LogPiece> pieces = new ArrayList<>();
    if (missed) {
      missed = false;
      pieces.add(new LogPiece.Missed(position()));
    }
    budget = CALL_BYTES_MAX;
    boolean more = true;
    while (more) {
      more = reachesEnd(pieces) && follow(pieces);
    }
    return pieces;
  }

  /// The line at the end that is not finished, for readers that do not wait for the rest.
  public Optional<LogPiece> unfinished() {
    return lines.held() == 0
        ? Optional.empty()
        : Optional.of(lines.flush(false, position(source.identity(), source.offset())));
  }

  /// Where the next piece begins.
  public String position() {
    return position(source.identity(), source.offset() - lines.held());
  }

  @Override
  public void close() throws IOException {
    source.close();
    shelf.close();
  }

  static String position(String identity, long offset) {
    return identity + ":" + offset;
  }

  /// Reads the open file, to its end if that is not too much for this call.
  private boolean reachesEnd(List<LogPiece> pieces) throws IOException {
    while (budget > 0) {
      bytes = source.roomFor(bytes, READ_BYTES_MIN, READ_BYTES_MAX);
      long offset = source.offset();
      int count = source.read(bytes);
      if (count == 0) {
        return true;
      }
      budget -= count;
      lines.take(bytes, count, source.identity(), offset, pieces);
    }
    return false;
  }

  /// At the end of the open file: whether there is another to read.
  private boolean follow(List<LogPiece> pieces) throws IOException {
    if (source.isNone()) {
      return goOn(shelf.open(shelf.oldestAfter("")), pieces);
    }
    int number = shelf.number(source.identity());
    if (number == LogShelf.CURRENT) {
      return restartIfEmptied(pieces);
    }
    // Between the end that was reached and the rename, more may have been written; after it, never.
    if (!reachesEnd(pieces)) {
      return false;
    }
    return number == LogShelf.NOT_THERE
        ? goOnAfterGap(pieces)
        : goOn(shelf.openNext(number, source.identity()), pieces);
  }

  private boolean goOnAfterGap(List<LogPiece> pieces) throws IOException {
    int number = shelf.oldestAfter(source.identity());
    if (!goOn(shelf.open(number), pieces)) {
      return false;
    }
    if (number != LogShelf.CURRENT) {
      pieces.add(new LogPiece.Missed(position()));
    }
    return true;
  }

  private boolean restartIfEmptied(List<LogPiece> pieces) throws IOException {
    boolean emptied =
        shelf.currentSize(source.identity()).map(size -> size < source.offset()).orElse(false);
    return emptied && goOn(shelf.open(source.identity()), pieces);
  }

  private boolean goOn(Optional<LogSource> next, List<LogPiece> pieces) throws IOException {
    if (next.isEmpty()) {
      return false;
    }
    unfinished().ifPresent(pieces::add);
    source.close();
    source = next.get();
    return true;
  }

  private static long parseOffset(String position, int colon) {
    try {
      long offset = Long.parseLong(position.substring(colon + 1));
      LogStat.birth(position.substring(0, Math.max(colon, 0)));
      if (colon >= 0 && offset >= 0) {
        return offset;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, with the text that was given.
    }
    throw new IllegalArgumentException("'" + position + "' is no position in a log");
  }
}
