package dev.tend.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Lines out of a stream of bytes, ended by LF or CR LF, each within a limit.
///
/// A deadline that passes within a line loses nothing: the next call goes on with it.
final class LineReader {

  private final InputStream in;
  private final int bytesMax;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  LineReader(InputStream in, int bytesMax) {
    this.in = in;
    this.bytesMax = bytesMax;
  }

  /// The next line without its end; empty where the stream ends. What stands behind the last line
  /// end is no line.
  Optional<String> next() throws IOException {
    int read = in.read();
    while (read >= 0 && read != '\n') {
      if (begun.size() == bytesMax) {
        throw new MalformedException("a line is longer than " + bytesMax + " bytes");
      }
      begun.write(read);
      read = in.read();
    }
    if (read < 0) {
      return Optional.empty();
    }
    String line = begun.toString(StandardCharsets.UTF_8);
    begun.reset();
    return Optional.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
  }
}
