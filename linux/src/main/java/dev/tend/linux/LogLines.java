package dev.tend.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Makes pieces of text out of bytes, a line each, or parts of it where it is long.
final class LogLines {

  /// What a terminal or a browser still shows as one line, and a server keeps for each follower.
  static final int PIECE_BYTES_MAX = 16 * 1024;

  private static final int UTF8_CONTINUATION_MASK = 0xC0;
  private static final int UTF8_CONTINUATION = 0x80;

  /// A character has four bytes at most: one that is longer in coming is no UTF-8.
  private static final int CHARACTER_BYTES_MAX = 4;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /// How many bytes of a line that is not finished are held.
  int held() {
    return line.size();
  }

  /// Takes bytes of a file, adding a piece for each line that ends in them.
  ///
  /// @param offset in the file, of the first of these bytes
  void take(byte[] bytes, int count, String identity, long offset, List<LogPiece> pieces) {
    for (int at = 0; at < count; at++) {
      byte next = bytes[at];
      if (next == '\n') {
        pieces.add(flush(true, LogTail.position(identity, offset + at + 1)));
      } else {
        if (isFull(next)) {
          pieces.add(flush(false, LogTail.position(identity, offset + at)));
        }
        line.write(next);
      }
    }
  }

  /// What is held, as a piece.
  LogPiece flush(boolean ended, String position) {
    LogPiece piece = new LogPiece.Text(line.toString(StandardCharsets.UTF_8), ended, position);
    line.reset();
    return piece;
  }

  /// Never within a character.
  private boolean isFull(byte next) {
    boolean within = (next & UTF8_CONTINUATION_MASK) == UTF8_CONTINUATION;
    return line.size() >= PIECE_BYTES_MAX + (within ? CHARACTER_BYTES_MAX : 0);
  }
}
