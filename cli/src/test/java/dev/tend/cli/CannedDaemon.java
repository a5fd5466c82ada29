package dev.tend.cli;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// A daemon that answers each request line with what a test put there, over a real unix socket.
final class CannedDaemon implements AutoCloseable {

  /// What ends a stream.
  static final String END = "";

  private final Path socket;
  private final ServerSocketChannel listener;
  private final Thread server;
  private final Map<String, BlockingQueue<String>> answers = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<String>> streams = new ConcurrentHashMap<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  CannedDaemon(Path socket) throws IOException {
    this(socket, ServerSocketChannel.open(StandardProtocolFamily.UNIX));
    listener.bind(UnixDomainSocketAddress.of(socket));
    server.start();
  }

  private CannedDaemon(Path socket, ServerSocketChannel listener) {
    this.socket = socket;
    this.listener = listener;
    server = Thread.ofVirtual().unstarted(this::serve);
  }

  /// One on a free port of this machine.
  static CannedDaemon onTcp() throws IOException {
    CannedDaemon daemon = new CannedDaemon(Path.of("none"), ServerSocketChannel.open());
    daemon.listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    daemon.server.start();
    return daemon;
  }

  /// Where one on a port is reached.
  String url() throws IOException {
    return "http://127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  /// What was handed over so far, a text for each request that had a body.
  List<String> bodies() {
    return bodies;
  }

  /// What went into the headers so far.
  List<String> heads() {
    return heads;
  }

  Path socket() {
    return socket;
  }

  /// What `GET /v1/units` and the like are answered with; of several the last goes on for ever.
  CannedDaemon answer(String request, String... bodies) {
    for (String body : bodies) {
      answer(request, 200, body);
    }
    return this;
  }

  CannedDaemon answer(String request, int status, String body) {
    answers
        .computeIfAbsent(request, _ -> new LinkedBlockingQueue<>())
        .add(
            "HTTP/1.1 "
                + status
                + " Canned\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + body);
    return this;
  }

  /// Puts an event on a stream, now or before it is asked for.
  CannedDaemon stream(String request, String... data) {
    BlockingQueue<String> events =
        streams.computeIfAbsent(request, _ -> new LinkedBlockingQueue<>());
    for (String one : data) {
      events.add(one.isEmpty() ? END : "id: 1\ndata: " + one + "\n\n");
    }
    return this;
  }

  CannedDaemon gap(String request, long missed) {
    streams
        .computeIfAbsent(request, _ -> new LinkedBlockingQueue<>())
        .add("event: gap\ndata: {\"missed\":" + missed + "}\n\n");
    return this;
  }

  /// The request lines so far, without the protocol.
  List<String> requests() {
    return requests;
  }

  private void serve() {
    try {
      while (true) {
        SocketChannel client = listener.accept();
        Thread.ofVirtual().start(() -> converse(client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void converse(SocketChannel client) {
    try (client) {
      String head = head(client);
      heads.add(head);
      takeBody(client, head);
      String line = head.lines().findFirst().orElse("");
      String request = line.replace(" HTTP/1.1", "");
      requests.add(request);
      BlockingQueue<String> events = streams.get(request);
      if (events == null) {
        say(client, next(request));
        return;
      }
      say(client, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
      for (String event = events.take(); !event.equals(END); event = events.take()) {
        say(client, event);
      }
    } catch (IOException gone) {
      // The client has what it wanted.
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private String next(String request) {
    BlockingQueue<String> queue = answers.get(request);
    if (queue == null) {
      String body = "{\"error\":\"nothing is canned for " + request + "\",\"hint\":\"\"}";
      return "HTTP/1.1 500 x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
    String only = queue.size() == 1 ? queue.peek() : queue.poll();
    return only == null ? "" : only;
  }

  private static String head(SocketChannel client) throws IOException {
    StringBuilder head = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (head.indexOf("\r\n\r\n") < 0 && client.read(one.clear()) > 0) {
      head.append((char) one.get(0));
    }
    return head.toString();
  }

  private void takeBody(SocketChannel client, String head) throws IOException {
    int length =
        head.lines()
            .filter(line -> line.startsWith("Content-Length: "))
            .mapToInt(line -> Integer.parseInt(line.substring(16)))
            .findFirst()
            .orElse(0);
    ByteBuffer body = ByteBuffer.allocate(length);
    while (body.hasRemaining() && client.read(body) > 0) {
      // It may come in pieces.
    }
    if (length > 0) {
      bodies.add(new String(body.array(), StandardCharsets.UTF_8));
    }
  }

  private static void say(SocketChannel client, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
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
