package dev.tend.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// A body whose length was announced.
final class SizedBody extends InputStream {

  private final InputStream in;
  private long left;

  SizedBody(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(left, in.available());
  }

  @Override
  public int read() throws IOException {
    if (left == 0) {
      return -1;
    }
    int read = in.read();
    if (read < 0) {
      throw new EOFException("the connection ended " + left + " bytes before the body did");
    }
    left--;
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left == 0) {
      return length == 0 ? 0 : -1;
    }
    int count = in.read(into, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the connection ended " + left + " bytes before the body did");
    }
    left -= count;
    return count;
  }
}
