package dev.tend.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// A gzip file (RFC 1952) whose header comment says which log file it was made from, so that a
/// reader that stopped in the middle of that file finds its place again. The JDK's own stream
/// writes no comment.
final class LogGzip implements AutoCloseable {

  private static final String COMMENT = "tend:";
  private static final int HAS_COMMENT = 0x10;

  /// Two hexadecimal longs and what stands between.
  private static final int COMMENT_BYTES_MAX = 48;

  private static final int HEADER_BYTES = 10;

  private final OutputStream out;
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final DeflaterOutputStream body;
  private final CRC32 checksum = new CRC32();

  LogGzip(OutputStream out, String identity) throws IOException {
    this.out = out;
    this.body = new DeflaterOutputStream(out, deflater, 16 * 1024);
    out.write(new byte[] {0x1f, (byte) 0x8b, 8, HAS_COMMENT, 0, 0, 0, 0, 0, 3});
    out.write((COMMENT + identity + "\0").getBytes(StandardCharsets.ISO_8859_1));
  }

  void write(byte[] bytes, int length) throws IOException {
    body.write(bytes, 0, length);
    checksum.update(bytes, 0, length);
  }

  /// Completes the file; closing without it leaves one that no reader takes for whole.
  void finish() throws IOException {
    body.finish();
    littleEndian((int) checksum.getValue());
    littleEndian((int) deflater.getBytesRead());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    out.close();
  }

  /// Which log file a compressed one was made from; empty for one that others compressed.
  static Optional<String> identity(InputStream gzip) throws IOException {
    byte[] head = gzip.readNBytes(HEADER_BYTES + COMMENT_BYTES_MAX);
    if (head.length < HEADER_BYTES || head[3] != HAS_COMMENT) {
      return Optional.empty();
    }
    String rest =
        new String(head, HEADER_BYTES, head.length - HEADER_BYTES, StandardCharsets.ISO_8859_1);
    int end = rest.indexOf('\0');
    return rest.startsWith(COMMENT) && end > 0
        ? Optional.of(rest.substring(COMMENT.length(), end))
        : Optional.empty();
  }

  private void littleEndian(int value) throws IOException {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
  }
}
