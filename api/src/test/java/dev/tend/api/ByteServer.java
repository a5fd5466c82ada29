package dev.tend.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A server that answers with the bytes that a test gives it, right or wrong, over a real socket.
final class ByteServer implements AutoCloseable {

  /// What a test does with one connection, whose request was read already.
  @FunctionalInterface
  interface Conversation {
    void hold(SocketChannel client) throws IOException, InterruptedException;
  }

  private final ServerSocketChannel listener;
  private final Thread server;
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  private ByteServer(ServerSocketChannel listener, Conversation conversation) {
    this.listener = listener;
    server = Thread.ofVirtual().start(() -> serve(conversation));
  }

  static ByteServer onTcp(Conversation conversation) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new ByteServer(listener, conversation);
  }

  static ByteServer onSocket(Path path, Conversation conversation) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(path));
    return new ByteServer(listener, conversation);
  }

  /// Says this and hangs up.
  static ByteServer saying(String answer) throws IOException {
    return onTcp(client -> say(client, answer));
  }

  /// A whole response with this body.
  static String ok(String json) {
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n"
        + json;
  }

  /// The head of a stream that ends with its connection.
  static String stream() {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
  }

  static void say(SocketChannel client, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }

  Endpoint endpoint() throws IOException {
    return switch (listener.getLocalAddress()) {
      case InetSocketAddress tcp -> new Endpoint.Tcp("127.0.0.1", tcp.getPort(), "");
      case UnixDomainSocketAddress unix -> new Endpoint.Socket(unix.getPath());
      default -> throw new IllegalStateException("an address of a third kind");
    };
  }

  /// The head of the next request that came.
  String request() throws InterruptedException {
    String request = requests.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  private void serve(Conversation conversation) {
    try {
      while (true) {
        SocketChannel client = listener.accept();
        Thread.ofVirtual().start(() -> converse(client, conversation));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void converse(SocketChannel client, Conversation conversation) {
    try (client) {
      requests.add(head(client));
      conversation.hold(client);
    } catch (IOException gone) {
      // The client has what it wanted.
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private static String head(SocketChannel client) throws IOException {
    StringBuilder head = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (head.indexOf("\r\n\r\n") < 0 && client.read(one.clear()) > 0) {
      head.append((char) one.get(0));
    }
    return head.toString();
  }

  @Override
  public void close() {
    try {
      listener.close();
      // The kernel closes it when nobody waits in it any more; until then it takes connections.
      server.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
