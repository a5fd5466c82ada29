package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.harness.Curl;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that send nonsense, too much, or hardly anything: they are told so, and everybody else
/// is served as ever.
class BadRequestTest {

  private static final int IDLE_CONNECTIONS = 300;

  private static final int MORE_THAN_A_LINE = 100_000;

  @Test
  void garbageIsAnsweredAndTheNextRequestServed(@TempDir Path folder) throws IOException {
    try (Scene scene = Scene.open(folder)) {
      for (SocketAddress address : scene.addresses()) {
        assertThat(ask(address, "\0\1\2 what?\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(ask(address, "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
            .startsWith("HTTP/1.1 400")
            .contains("\"error\":\"the URL has a broken % escape\"");
        scene.assertServed();
      }
    }
  }

  @Test
  void whatIsTooLargeIsRefusedByName(@TempDir Path folder) throws IOException {
    String much = "a".repeat(MORE_THAN_A_LINE);
    try (Scene scene = Scene.open(folder)) {
      for (SocketAddress address : scene.addresses()) {
        assertThat(ask(address, "GET /" + much + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 414");
        assertThat(ask(address, "GET / HTTP/1.1\r\nX: " + much + "\r\n\r\n"))
            .startsWith("HTTP/1.1 431");
        assertThat(ask(address, "POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"))
            .startsWith("HTTP/1.1 413")
            .contains("the body is larger than 4194304 bytes");
        scene.assertServed();
      }
    }
  }

  @Test
  void aChunkedBodyWithoutEndIsCutOffAtTheLimit(@TempDir Path folder) throws IOException {
    try (Scene scene = Scene.open(folder)) {
      Path endless = Files.writeString(folder.resolve("endless"), "x".repeat(5_000_000));

      Curl.Answer answer =
          Curl.of(scene.tend)
              .post(
                  "/v1/reload",
                  "--header",
                  "Transfer-Encoding: chunked",
                  "--data-binary",
                  "@" + endless);

      assertThat(answer.status()).isEqualTo(413);
      scene.assertServed();
    }
  }

  /// Sixty seconds (`Limits.request`) are too long for a test; those of the server's own test are
  /// shorter. Here it matters that nobody else waits.
  @Test
  void aClientThatSendsAByteAMinuteHoldsNobodyUp(@TempDir Path folder) throws IOException {
    try (Scene scene = Scene.open(folder)) {
      for (SocketAddress address : scene.addresses()) {
        try (SocketChannel slow = SocketChannel.open(address)) {
          slow.write(bytes("G"));
          scene.assertServed();
          slow.write(bytes("E"));
          scene.assertServed();
        }
      }
    }
  }

  @Test
  void threeHundredIdleConnectionsHoldNobodyUp(@TempDir Path folder) throws IOException {
    List<SocketChannel> idle = new ArrayList<>();
    try (Scene scene = Scene.open(folder)) {
      for (int at = 0; at < IDLE_CONNECTIONS; at++) {
        idle.add(SocketChannel.open(scene.addresses().get(at % 2)));
      }
      scene.assertServed();
      for (SocketChannel channel : idle) {
        channel.close();
      }
      scene.assertServed();
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleIsForgotten(@TempDir Path folder) throws IOException {
    try (Scene scene = Scene.open(folder)) {
      for (SocketAddress address : scene.addresses()) {
        try (SocketChannel leaving = SocketChannel.open(address)) {
          leaving.write(bytes("POST /v1/reload HTTP/1.1\r\nContent-Length: 1000\r\n\r\nhalf"));
        }
        try (SocketChannel leaving = SocketChannel.open(address)) {
          leaving.write(bytes("GET /v1/events?follow=true HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        }
        scene.assertServed();
      }
      assertThat(scene.tend.daemonLog()).doesNotContain("Exception");
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Sends this, and reads until the daemon closes the connection or has answered.
  private static String ask(SocketAddress address, String request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(address)) {
      send(channel, request);
      InputStream in = Channels.newInputStream(channel);
      StringBuilder answer = new StringBuilder();
      byte[] buffer = new byte[8_192];
      while (!answer.toString().contains("}")) {
        int count = in.read(buffer);
        if (count < 0) {
          break;
        }
        answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
      }
      return answer.toString();
    }
  }

  private static void send(SocketChannel channel, String request) {
    ByteBuffer rest = bytes(request);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException refusedBeforeTheEnd) {
      // The answer is there all the same.
    }
  }

  /// A daemon that listens on both, with one service that must not notice anything.
  private record Scene(Tend tend, int port, long pid) implements AutoCloseable {

    static Scene open(Path folder) throws IOException {
      int port = freePort();
      Tend tend =
          Tend.serve(
              folder,
              """
              [server]
              listen = "127.0.0.1:%d"
              [service.web]
              command = "sleep 1000"
              """
                  .formatted(port));
      tend.lookout().awaitState("web", "running");
      return new Scene(tend, port, tend.lookout().pid("web"));
    }

    List<SocketAddress> addresses() {
      return List.of(
          UnixDomainSocketAddress.of(tend.socket()),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    void assertServed() {
      for (Curl curl : List.of(Curl.of(tend), Curl.at(tend, port))) {
        Curl.Answer answer = curl.get("/v1/units/web", "--max-time", "10");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.list().getFirst().get("pid")).hasToString(String.valueOf(pid));
      }
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      }
    }

    @Override
    public void close() {
      tend.close();
    }
  }
}
