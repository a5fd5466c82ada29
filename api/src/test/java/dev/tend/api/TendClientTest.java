package dev.tend.api;

import static dev.tend.api.ByteServer.ok;
import static dev.tend.api.ByteServer.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TendClientTest {

  private static final String COMMANDED = "{\"units\":[\"web.1\"],\"position\":7}";

  @TempDir Path folder;

  @Test
  void aCallOverAUnixSocketBringsTheTypedAnswer() throws Exception {
    Path socket = folder.resolve("tend.sock");
    try (ByteServer server = ByteServer.onSocket(socket, client -> say(client, ok(COMMANDED)))) {
      TendClient client = new TendClient(server.endpoint(), Optional.empty());

      Outcome<CommandResult> outcome = client.stop("web");

      assertThat(outcome).isEqualTo(new Outcome.Done<>(new CommandResult(List.of("web.1"), 7)));
      assertThat(server.request())
          .startsWith("POST /v1/units/web/stop HTTP/1.1\r\n")
          .contains("\r\nHost: tend\r\n")
          .contains("\r\nContent-Length: 0\r\n")
          .doesNotContain("Authorization");
    }
  }

  @Test
  void selectorsArePercentEncodedAndTheTokenAndTheBaseAreSent() throws Exception {
    try (ByteServer server = ByteServer.saying(ok("[]"))) {
      Endpoint endpoint = Endpoint.ofUrl(server.endpoint().text() + "/base/");
      TendClient client = new TendClient(endpoint, Optional.of("s3cret"));

      client.units(List.of("web*", "@back end/x"));

      assertThat(server.request())
          .startsWith(
              "GET /base/v1/units?select=web*&select=%40back%20end%2Fx HTTP/1.1\r\n"
                  .replace("%2A", "*"))
          .contains("\r\nAuthorization: Bearer s3cret\r\n");
    }
  }

  @Test
  void aTokenWithALineEndIsRefusedBeforeAnythingIsSent() {
    TendClient client =
        new TendClient(new Endpoint.Socket(folder.resolve("none")), Optional.of("a\r\nX: b"));

    assertThatThrownBy(client::daemon).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChunkedAnswerIsPutTogether() throws Exception {
    String chunked =
        """
        HTTP/1.1 200 OK
        Transfer-Encoding: chunked

        5;ext=1
        {"uni
        1D
        ts":["web.1"],"position":7}\s\s
        0
        Trailer: x

        """
            .replace("\n", "\r\n");
    try (ByteServer server = ByteServer.saying(chunked)) {
      assertThat(new TendClient(server.endpoint(), Optional.empty()).start("web"))
          .isEqualTo(new Outcome.Done<>(new CommandResult(List.of("web.1"), 7)));
    }
  }

  @Test
  void aBodyWithoutALengthEndsWithTheConnection() throws Exception {
    try (ByteServer server = ByteServer.saying("HTTP/1.0 200 OK\r\n\r\n" + COMMANDED)) {
      assertThat(new TendClient(server.endpoint(), Optional.empty()).start("web"))
          .isInstanceOf(Outcome.Done.class);
    }
  }

  @Test
  void aRefusalCarriesSentenceHintAndProblems() throws Exception {
    String refusal =
        ok("{\"error\":\"no\",\"hint\":\"try\",\"problems\":[\"a:1:2: b\"],\"new\":{\"x\":[1]}}")
            .replace("200 OK", "422 Unprocessable");
    try (ByteServer server = ByteServer.saying(refusal)) {
      assertThat(new TendClient(server.endpoint(), Optional.empty()).reload())
          .isEqualTo(
              new Outcome.Failed<>(
                  new Failure.Refused(422, new ErrorBody("no", "try", List.of("a:1:2: b")))));
    }
  }

  @Test
  void aForeignErrorPageIsStillARefusalWithItsStatus() throws Exception {
    try (ByteServer server =
        ByteServer.saying(ok("<html>Bad Gateway</html>").replace("200 OK", "502 Bad Gateway"))) {
      Failure failure = failure(new TendClient(server.endpoint(), Optional.empty()).daemon());

      assertThat(failure).isInstanceOf(Failure.Refused.class);
      assertThat(failure.sentence()).endsWith("answered with status 502");
    }
  }

  @Test
  void noSocketAndASocketWithoutAListenerAreNoDaemon() throws Exception {
    Path stale = folder.resolve("stale.sock");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(stale))
        .close();

    assertThat(failure(client(stale))).isInstanceOf(Failure.NoDaemon.class);
    assertThat(failure(client(folder.resolve("none.sock")))).isInstanceOf(Failure.NoDaemon.class);
  }

  @Test
  void aRefusedPortIsNoDaemon() throws Exception {
    ByteServer server = ByteServer.saying("");
    Endpoint endpoint = server.endpoint();
    server.close();

    assertThat(failure(new TendClient(endpoint, Optional.empty()).daemon()))
        .isInstanceOf(Failure.NoDaemon.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 2OO OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Len",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}    ",
        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"units\":",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}xx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{}",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n[1,2",
        "HTTP/1.1 200 OK\r\n\r\nnull",
        "HTTP/1.1 200 OK\r\n\r\n{\"state\":7}",
        "HTTP/1.1 200 OK\r\n\r\n{\"pid\":\"x\"}",
        "HTTP/1.1 200 OK\r\n\r\nhello",
      })
  void garbageAndHalfAnswersAreBrokenAndNeverMore(String garbage) throws Exception {
    try (ByteServer server = ByteServer.saying(garbage)) {
      assertThat(failure(new TendClient(server.endpoint(), Optional.empty()).daemon()))
          .isInstanceOf(Failure.Broken.class);
    }
  }

  @Test
  void anEndlessHeadIsCutOff() throws Exception {
    try (ByteServer server =
        ByteServer.onTcp(client -> {
          say(client, "HTTP/1.1 200 OK\r\nX: ");
          while (true) {
            say(client, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
          }
        })) {
      assertThat(failure(new TendClient(server.endpoint(), Optional.empty()).daemon()).sentence())
          .contains("longer than");
    }
  }

  @Test
  void anAnswerThatDoesNotComeOrDripsIsGivenUpAtTheDeadline() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ByteServer server =
        ByteServer.onTcp(client -> {
          say(client, "HTTP/1.1 200 OK\r\nContent-Le");
          over.await();
        })) {
      TendClient client =
          new TendClient(server.endpoint(), Optional.empty(), Duration.ofMillis(100));

      assertThat(failure(client.daemon()).sentence()).contains("did not answer in time");
    } finally {
      over.countDown();
    }
  }

  @Test
  void interimHeadsAreSkipped() throws Exception {
    try (ByteServer server =
        ByteServer.saying("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ok(COMMANDED))) {
      assertThat(new TendClient(server.endpoint(), Optional.empty()).start("web"))
          .isInstanceOf(Outcome.Done.class);
    }
  }

  private static Outcome<DaemonStatus> client(Path socket) {
    return new TendClient(new Endpoint.Socket(socket), Optional.empty()).daemon();
  }

  private static <T> Failure failure(Outcome<T> outcome) throws IOException {
    return switch (outcome) {
      case Outcome.Failed<T>(Failure failure) -> failure;
      case Outcome.Done<T>(T value) -> throw new IOException("it was done: " + value);
    };
  }
}
