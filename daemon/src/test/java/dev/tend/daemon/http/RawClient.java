package dev.tend.daemon.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A client that sends whatever bytes a test likes.
final class RawClient implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final SocketChannel channel;
  private final StringBuilder received = new StringBuilder();

  RawClient(SocketAddress address) throws IOException {
    this.channel = SocketChannel.open(address);
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    return this;
  }

  RawClient get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /// All that comes until the other side closes.
  String readAll() throws Exception {
    return within(() -> {
      while (readSome()) {
        // More may come.
      }
      return received.toString();
    });
  }

  /// What came, once `text` is in it; it is taken out of what later calls see.
  String readUntil(String text) throws Exception {
    return within(() -> {
      int at = received.indexOf(text);
      while (at < 0) {
        if (!readSome()) {
          throw new IOException("closed after: " + received);
        }
        at = received.indexOf(text);
      }
      String upTo = received.substring(0, at + text.length());
      received.delete(0, at + text.length());
      return upTo;
    });
  }

  private boolean readSome() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    int count = channel.read(buffer);
    if (count > 0) {
      received.append(new String(buffer.array(), 0, count, StandardCharsets.UTF_8));
    }
    return count >= 0;
  }

  private <T> T within(java.util.concurrent.Callable<T> reading) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        Thread.startVirtualThread(() -> {
          try {
            result.complete(reading.call());
          } catch (Exception failed) {
            result.completeExceptionally(failed);
          }
        });
    try {
      return result.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      thread.interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
