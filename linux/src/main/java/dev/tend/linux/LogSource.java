package dev.tend.linux;

import java.io.IOException;
import java.io.InputStream;

/// One file of a log, open for reading from a place on. A file that is open stays readable whatever
/// becomes of its names.
final class LogSource implements AutoCloseable {

  private final String identity;
  private final InputStream in;
  private long offset;

  LogSource(String identity, InputStream in) {
    this.identity = identity;
    this.in = in;
  }

  /// Before there is a file.
  static LogSource none() {
    return new LogSource("", InputStream.nullInputStream());
  }

  boolean isNone() {
    return identity.isEmpty();
  }

  /// What the log file is known by, compressed or not.
  String identity() {
    return identity;
  }

  /// How many bytes were read or skipped, of the uncompressed content.
  long offset() {
    return offset;
  }

  void skip(long bytes) throws IOException {
    in.skipNBytes(bytes);
    offset += bytes;
  }

  /// Room for what is there to read: `room` itself where that is large enough.
  byte[] roomFor(byte[] room, int bytesMin, int bytesMax) throws IOException {
    int wanted = Math.clamp(in.available(), bytesMin, bytesMax);
    return wanted > room.length ? new byte[wanted] : room;
  }

  /// How many bytes came; 0 at the end for now.
  int read(byte[] into) throws IOException {
    int count = Math.max(in.read(into), 0);
    offset += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
