package dev.tend.linux.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that says the same to everybody, or nothing.
final class Counterpart implements AutoCloseable {
  private final ServerSocket server;
  private final String answer;
  private final boolean hangsUp;
  final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<Socket> held = new CopyOnWriteArrayList<>();

  private Counterpart(ServerSocket server, String answer, boolean hangsUp) {
    this.server = server;
    this.answer = answer;
    this.hangsUp = hangsUp;
    Thread.ofVirtual().start(this::serve);
  }

  /// Answers, and closes the connection.
  static Counterpart saying(String answer) {
    return new Counterpart(bound(), answer, true);
  }

  /// Answers, and keeps the connection open.
  static Counterpart holding(String answer) {
    return new Counterpart(bound(), answer, false);
  }

  /// Listens, and says nothing.
  static Counterpart silent() {
    return holding("");
  }

  static Counterpart over(ServerSocket server, String answer) {
    return new Counterpart(server, answer, true);
  }

  private static ServerSocket bound() {
    try {
      return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/health";
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        held.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      StringBuilder request = new StringBuilder();
      while (request.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return;
        }
        request.append((char) next);
      }
      heard.add(request.toString());
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      if (hangsUp) {
        socket.close();
      }
    } catch (IOException gone) {
      // Whoever asked has gone away.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : held) {
        socket.close();
      }
    } catch (IOException ofNoUse) {
      throw new UncheckedIOException(ofNoUse);
    }
  }
}
