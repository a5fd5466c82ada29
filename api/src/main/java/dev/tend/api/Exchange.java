package dev.tend.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One request and its response over a connection of their own.
final class Exchange implements AutoCloseable {

  /// The largest answer is a list of ten thousand instances at less than a kilobyte each.
  static final int BODY_BYTES_MAX = 64 * 1024 * 1024;

  private final Connection connection;
  private final ResponseHead head;
  private final InputStream body;

  private Exchange(Connection connection, ResponseHead head, InputStream body) {
    this.connection = connection;
    this.head = head;
    this.body = body;
  }

  /// Sends the request over a fresh connection and reads the head of what comes back.
  static Exchange over(Connection connection, Endpoint endpoint, Request request)
      throws IOException {
    try {
      connection.write(ByteBuffer.wrap(request.bytes(endpoint)));
      ResponseHead head = ResponseHead.read(connection);
      return new Exchange(connection, head, head.body(connection));
    } catch (IOException failed) {
      connection.close();
      throw failed;
    }
  }

  int status() {
    return head.status();
  }

  boolean succeeded() {
    return head.status() < 300;
  }

  /// Whether a stream of events comes back, and not JSON.
  boolean streams() {
    return head.header("content-type").orElse("").startsWith(Request.EVENTS);
  }

  /// The whole body.
  byte[] bytes() throws IOException {
    byte[] bytes = body.readNBytes(BODY_BYTES_MAX);
    if (bytes.length == BODY_BYTES_MAX) {
      throw new MalformedException("an answer of more than " + BODY_BYTES_MAX + " bytes");
    }
    return bytes;
  }

  String text() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  InputStream body() {
    return body;
  }

  void until(Deadline deadline) {
    connection.until(deadline);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
