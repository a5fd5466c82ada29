package dev.tend.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// A body in chunks (RFC 9112, section 7.1).
///
/// A deadline may pass between any two bytes and reading go on afterwards, so what comes next is
/// kept as a state and never only on the stack.
final class ChunkedBody extends InputStream {

  /// The size of a chunk with its extensions, or a trailer.
  private static final int LINE_BYTES_MAX = 8 * 1024;

  private static final int TRAILERS_MAX = 100;

  /// CR and LF.
  private static final int LINE_END_BYTES = 2;

  private final InputStream in;
  private final LineReader lines;
  private Expected expected = Expected.SIZE;
  private long left;
  private int trailers;

  private enum Expected {
    SIZE,
    CONTENT,
    LINE_END,
    TRAILER,
    NOTHING
  }

  ChunkedBody(InputStream in) {
    this.in = in;
    this.lines = new LineReader(in, LINE_BYTES_MAX);
  }

  /// The line end behind a chunk is no content: an event that ends with it is followed by nothing
  /// yet.
  @Override
  public int available() throws IOException {
    return switch (expected) {
      case CONTENT -> (int) Math.min(left, in.available());
      case LINE_END -> Math.max(0, in.available() - LINE_END_BYTES);
      case SIZE, TRAILER, NOTHING -> in.available();
    };
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (expected != Expected.CONTENT) {
      if (expected == Expected.NOTHING) {
        return -1;
      }
      step();
    }
    int count = in.read(into, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the connection ended within a chunk");
    }
    left -= count;
    if (left == 0) {
      expected = Expected.LINE_END;
    }
    return count;
  }

  private void step() throws IOException {
    Optional<String> next = lines.next();
    if (next.isEmpty()) {
      throw new EOFException("the connection ended before the last chunk");
    }
    String line = next.get();
    switch (expected) {
      case SIZE -> {
        left = size(line);
        expected = left == 0 ? Expected.TRAILER : Expected.CONTENT;
      }
      case LINE_END -> {
        if (!line.isEmpty()) {
          throw new MalformedException("a chunk is longer than it said");
        }
        expected = Expected.SIZE;
      }
      case TRAILER -> {
        trailers++;
        if (trailers > TRAILERS_MAX) {
          throw new MalformedException("more than " + TRAILERS_MAX + " trailers");
        }
        expected = line.isEmpty() ? Expected.NOTHING : Expected.TRAILER;
      }
      case CONTENT, NOTHING -> throw new IllegalStateException("no line is expected now");
    }
  }

  private static long size(String line) throws MalformedException {
    int end = line.indexOf(';');
    String digits = (end < 0 ? line : line.substring(0, end)).strip();
    boolean hex = digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0);
    if (digits.isEmpty() || digits.length() > 15 || !hex) {
      throw new MalformedException("a chunk without a size");
    }
    return Long.parseLong(digits, 16);
  }
}
