package dev.tend.linux.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.probe.ProbeKind;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a probe finds out about real servers, files and folders.
final class LinuxProberTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SortedMap<String, String> NO_HEADERS = new TreeMap<>();

  private final BlockingQueue<Finding> findings = new LinkedBlockingQueue<>();
  private final LinuxProber prober = new LinuxProber((_, finding) -> findings.add(finding));
  private int asked;

  @TempDir private Path folder;

  @AfterEach
  void close() {
    prober.close();
  }

  @Test
  void aGetIsPlainHttp() {
    try (Counterpart server = Counterpart.saying("HTTP/1.1 200 OK\r\n\r\nfine")) {
      assertThat(find(Check.Http.get(server.url() + "?deep=1"))).isEqualTo(good("got HTTP 200"));
      assertThat(server.heard)
          .singleElement()
          .asString()
          .startsWith("GET /health?deep=1 HTTP/1.1\r\n")
          .contains("Host: 127.0.0.1:" + server.port() + "\r\n");
    }
  }

  @Test
  void aBadStatusIsSaidWithTheFirstLineOfItsBody() {
    try (Counterpart server =
        Counterpart.saying("HTTP/1.1 503 Oh\r\nContent-Length: 16\r\n\r\n\nno db\nno cache\n")) {
      assertThat(find(Check.Http.get(server.url())).sentence()).isEqualTo("got HTTP 503: no db");
    }
  }

  @Test
  void aBadStatusWhoseBodyNeverEndsIsSaidInTime() {
    try (Counterpart server =
        Counterpart.holding("HTTP/1.1 500 No\r\nContent-Length: 9000\r\n\r\nlong story")) {
      assertThat(find(Check.Http.get(server.url()), Duration.ofMillis(100)).sentence())
          .isEqualTo("got HTTP 500: long story");
    }
  }

  @Test
  void aGoodStatusDoesNotWaitForItsBody() {
    try (Counterpart server =
        Counterpart.holding("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\nlong")) {
      assertThat(find(Check.Http.get(server.url()))).isEqualTo(good("got HTTP 200"));
    }
  }

  @Test
  void aChunkedBodyIsRead() {
    try (Counterpart server =
        Counterpart.holding(
            "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nno db\r\n0\r\n\r\n")) {
      assertThat(find(Check.Http.get(server.url())).sentence()).isEqualTo("got HTTP 500: no db");
    }
  }

  @Test
  void aRedirectIsNotFollowed() {
    try (Counterpart elsewhere = Counterpart.saying("HTTP/1.1 500 No\r\n\r\n");
        Counterpart server =
            Counterpart.saying("HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url() + "\r\n\r\n")) {
      assertThat(find(Check.Http.get(server.url()))).isEqualTo(good("got HTTP 302"));
      assertThat(find(http(server.url(), new Check.Statuses(200, 299), Optional.empty())).what())
          .isEqualTo("got HTTP 302");
      assertThat(elsewhere.heard).isEmpty();
    }
  }

  @Test
  void anInformationalAnswerIsNotTheAnswer() {
    try (Counterpart server =
        Counterpart.saying("HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")) {
      assertThat(find(Check.Http.get(server.url()))).isEqualTo(good("got HTTP 200"));
    }
  }

  @Test
  void aHeaderMayBeAskedFor() {
    try (Counterpart server = Counterpart.saying("HTTP/1.1 200 OK\r\nX-State: warm\r\n\r\n")) {
      assertThat(find(wanting(server, new Check.Wanted("x-state", Optional.empty()))).ok())
          .isTrue();
      assertThat(find(wanting(server, new Check.Wanted("X-State", Optional.of("warm")))).ok())
          .isTrue();
      assertThat(find(wanting(server, new Check.Wanted("X-State", Optional.of("hot")))).sentence())
          .isEqualTo("got HTTP 200 with another X-State than hot: warm");
      assertThat(find(wanting(server, new Check.Wanted("X-Other", Optional.empty()))).sentence())
          .isEqualTo("got HTTP 200 without the header X-Other");
    }
  }

  private static Check.Http wanting(Counterpart server, Check.Wanted wanted) {
    return http(server.url(), Check.Statuses.USUAL, Optional.of(wanted));
  }

  private static Check.Http http(
      String url, Check.Statuses statuses, Optional<Check.Wanted> wanted) {
    return new Check.Http(url, Optional.empty(), statuses, NO_HEADERS, wanted, true);
  }

  @Test
  void headersOfOurOwnAreSentAndMayReplaceTheUsualOnes() {
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("host", "web.example");
    headers.put("X-Token", "t");
    try (Counterpart server = Counterpart.saying("HTTP/1.1 200 OK\r\n\r\n")) {
      find(
          new Check.Http(
              server.url(),
              Optional.empty(),
              Check.Statuses.USUAL,
              headers,
              Optional.empty(),
              true));

      assertThat(server.heard)
          .singleElement()
          .asString()
          .containsOnlyOnce("web.example\r\n")
          .doesNotContain("127.0.0.1")
          .contains("X-Token: t\r\n");
    }
  }

  @Test
  void whatIsNotHttpIsSaidToBeNone() {
    try (Counterpart server = Counterpart.saying("SSH-2.0-OpenSSH_9.2\r\n")) {
      assertThat(find(Check.Http.get(server.url())).sentence())
          .isEqualTo("got an answer that is not HTTP");
    }
  }

  @Test
  void anAnswerThatIsNoneIsSaid() {
    try (Counterpart mute = Counterpart.saying("");
        Counterpart half = Counterpart.saying("HTTP/1.1 200 O")) {
      assertThat(find(Check.Http.get(mute.url())).sentence())
          .isEqualTo("got no answer: the connection was closed");
      assertThat(find(Check.Http.get(half.url())).sentence())
          .isEqualTo("got half an answer: the connection was closed");
    }
  }

  @Test
  void endlessHeadersAreCutOff() {
    String flood = "X: " + "y".repeat(100) + "\r\n";
    try (Counterpart server = Counterpart.holding("HTTP/1.1 200 OK\r\n" + flood.repeat(1000))) {
      assertThat(find(Check.Http.get(server.url())).sentence())
          .isEqualTo("got headers of more than 16384 bytes");
    }
  }

  @Test
  void anEndlessBodyIsKeptInPart() {
    try (Counterpart server =
        Counterpart.holding("HTTP/1.1 500 No\r\n\r\n" + "flood ".repeat(100_000))) {
      Finding finding = find(Check.Http.get(server.url()));

      assertThat(finding.detail()).hasSize(Finding.DETAIL_CHARS_MAX).startsWith("flood flood");
    }
  }

  @Test
  void aPortWhereNobodyListensRefuses() throws IOException {
    int port;
    try (Counterpart gone = Counterpart.silent()) {
      port = gone.port();
    }

    assertThat(find(new Check.Tcp("127.0.0.1:" + port)).sentence())
        .isEqualTo("could not connect to 127.0.0.1:" + port + ": Connection refused");
  }

  @Test
  void aPortWhereSomebodyListensIsEnoughForTcp() {
    try (Counterpart silent = Counterpart.silent()) {
      assertThat(find(new Check.Tcp("localhost:" + silent.port())))
          .isEqualTo(good("could connect to localhost:" + silent.port()));
    }
  }

  @Test
  void aNameThatNobodyHasIsSaid() {
    assertThat(find(new Check.Tcp("no-such-host.invalid:80")).sentence())
        .startsWith("could not find the address of no-such-host.invalid");
  }

  @Test
  void aUnixSocketIsAskedInPlaceOfAHost() throws IOException {
    Path path = folder.resolve("web.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      Thread answering = Thread.ofVirtual().start(() -> answerOnce(server));

      Finding http =
          find(
              new Check.Http(
                  "http://web/health",
                  Optional.of(path.toString()),
                  Check.Statuses.USUAL,
                  NO_HEADERS,
                  Optional.empty(),
                  true));

      assertThat(http).isEqualTo(good("got HTTP 200"));
      assertThat(answering).isNotNull();
      assertThat(find(new Check.Tcp("unix:" + path)).ok()).isTrue();
    }
    assertThat(find(new Check.Tcp("unix:" + path + ".none")).sentence())
        .isEqualTo("could not connect to unix:" + path + ".none: No such file or directory");
  }

  private static void answerOnce(ServerSocketChannel server) {
    try (SocketChannel client = server.accept()) {
      client.read(ByteBuffer.allocate(1000));
      client.write(ByteBuffer.wrap("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
    } catch (IOException gone) {
      fail(gone);
    }
  }

  @Test
  void aCertificateThatNobodyKnowsIsRefusedUnlessItIsNotAskedFor() throws Exception {
    try (Counterpart server =
        Counterpart.over(new Certificate(folder).listen(), "HTTP/1.1 200 OK\r\n\r\n")) {
      String url = server.url().replace("http:", "https:");

      assertThat(find(Check.Http.get(url)).sentence())
          .startsWith("could not agree on TLS with 127.0.0.1:" + server.port() + ": ");
      assertThat(find(unverified(url))).isEqualTo(good("got HTTP 200"));
    }
  }

  @Test
  void aServerThatNeverAgreesOnTlsIsLate() {
    try (Counterpart silent = Counterpart.silent()) {
      String url = silent.url().replace("http:", "https:");

      assertThat(find(unverified(url), Duration.ofMillis(100)).sentence())
          .endsWith("and agree on TLS within 100ms");
    }
  }

  private static Check.Http unverified(String url) {
    return new Check.Http(
        url, Optional.empty(), Check.Statuses.USUAL, NO_HEADERS, Optional.empty(), false);
  }

  @Test
  void aFileIsThereOrNot() throws IOException {
    Path file = folder.resolve("ready");
    assertThat(find(new Check.FileExists(file.toString())).sentence())
        .isEqualTo("did not find " + file);

    Files.createFile(file);

    assertThat(find(new Check.FileExists(file.toString())).ok()).isTrue();
  }

  @Test
  void aFolderIsActiveWhileSomethingInItChanges() throws IOException {
    Path file = Files.createFile(folder.resolve("queue"));
    assertThat(find(activity(false)).ok()).isTrue();

    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));

    assertThat(find(activity(false)).sentence())
        .isEqualTo("found no change in " + folder + " for 1h");
  }

  @Test
  void onlyARecursiveLookSeesWhatIsDeeper() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.createFile(inner.resolve("queue"));
    Files.setLastModifiedTime(inner, FileTime.from(Instant.now().minusSeconds(3_600)));

    assertThat(find(activity(false)).ok()).isFalse();
    assertThat(find(activity(true)).ok()).isTrue();
  }

  @Test
  void anEmptyFolderIsNotActiveNorIsNone() {
    assertThat(find(activity(true)).sentence()).isEqualTo("found nothing in " + folder);
    assertThat(
            find(new Check.FolderActivity("/no/such/folder", Duration.ofMinutes(1), false))
                .sentence())
        .isEqualTo("did not find the folder /no/such/folder");
  }

  private Check.Look activity(boolean recursive) {
    return new Check.FolderActivity(folder.toString(), Duration.ofMinutes(1), recursive);
  }

  private static Finding good(String what) {
    return Finding.good(what);
  }

  private Finding find(Check.Look check) {
    return find(check, PATIENCE);
  }

  private Finding find(Check.Look check, Duration timeout) {
    InstanceId web = new InstanceId(new UnitName("web"), 1);
    prober.ask(new AskId(web, new RunId("run"), ProbeKind.LIVENESS, ++asked), check, timeout);
    try {
      Finding finding = findings.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return finding == null ? fail("no answer about " + check) : finding;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return fail(interrupted);
    }
  }
}
