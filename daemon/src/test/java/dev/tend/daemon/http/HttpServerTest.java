package dev.tend.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tend.api.Codec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {

  private static final Limits SMALL =
      new Limits(
          1024,
          2048,
          10_000,
          50_000,
          20,
          3,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(50));

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final AtomicInteger feeding = new AtomicInteger();
  private final List<String> cuts = new CopyOnWriteArrayList<>();
  @TempDir private Path folder;
  private Path socket;
  private InetSocketAddress tcp;
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    start(SMALL);
  }

  private void start(Limits limits) throws IOException {
    server = new HttpServer(this::answer, limits, new Codec(), cuts::add);
    socket = folder.resolve("tend.sock");
    server.listen(socket);
    tcp = server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Response answer(Call call) {
    return switch (call.path()) {
      case "/hello" -> new Response.Text(200, "hello\n");
      case "/who" -> new Response.Text(200, call.peer().actor().who());
      case "/echo" -> new Response.Text(200, call.body());
      case "/query" -> new Response.Text(200, call.query().toString());
      case "/later" ->
          new Response.Later(
              CompletableFuture.supplyAsync(
                  () -> new Response.Text(200, "later"),
                  CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)));
      case "/broken" -> throw new IllegalStateException("broken on purpose");
      case "/flood" -> stream(HttpServerTest::flood);
      case "/burst" -> stream(HttpServerTest::burst);
      case "/quiet" -> stream(HttpServerTest::awaitEnd);
      default -> Response.failure(404, "nothing here", "");
    };
  }

  private Response stream(Feeder feeder) {
    return new Response.Stream(outlet -> {
      feeding.incrementAndGet();
      try {
        feeder.feed(outlet);
      } finally {
        feeding.decrementAndGet();
      }
    });
  }

  private static void flood(Outlet outlet) throws InterruptedException {
    for (int id = 1; id <= 1_000_000; id++) {
      outlet.send(List.of(ServerEvent.of(Integer.toString(id), "x".repeat(1000))));
    }
  }

  private static void burst(Outlet outlet) throws InterruptedException {
    ServerEvent event = ServerEvent.of("1", "x".repeat(1000));
    outlet.send(Collections.nCopies(20_000, event));
  }

  private static void awaitEnd(Outlet outlet) throws InterruptedException {
    while (outlet.awaitMore()) {
      // Nothing to say yet.
    }
    outlet.send(List.of(ServerEvent.named("bye", "{}")));
  }

  @Test
  void theSocketIsForItsOwnerAndGroup() throws IOException {
    assertThat(Files.getPosixFilePermissions(socket))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
  }

  @Test
  void aThousandRequestsShareAConnection() throws Exception {
    try (RawClient client = unix()) {
      for (int i = 0; i < 1000; i++) {
        client.get("/hello");
        assertThat(client.readUntil("hello\n")).startsWith("HTTP/1.1 200 OK");
      }
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    String pair =
        "GET /later HTTP/1.1\r\nHost: localhost\r\n\r\nGET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (RawClient client = unix()) {
      client.send(pair.repeat(30));
      for (int i = 0; i < 30; i++) {
        assertThat(client.readUntil("later")).doesNotContain("hello");
        assertThat(client.readUntil("hello\n")).doesNotContain("later");
      }
    }
  }

  @Test
  void theUserOfAUnixSocketIsKnown() throws Exception {
    String user = System.getProperty("user.name");
    Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    try (RawClient client = unix()) {
      client.get("/who");
      assertThat(client.readUntil(")")).endsWith("\r\n\r\n" + user + " (uid " + uid + ")");
    }
  }

  @Test
  void aTcpClientIsNamedByItsAddress() throws Exception {
    try (RawClient client = tcp()) {
      client.get("/who");
      client.readUntil("127.0.0.1 over TCP");
    }
  }

  @Test
  void aPlusInAQueryIsAPlus() throws Exception {
    try (RawClient client = unix()) {
      client.get("/query?select=a+b&select=%40c");
      client.readUntil("{select=[a+b, @c]}");
    }
  }

  @Test
  void aBodyArrives() throws Exception {
    try (RawClient client = unix()) {
      client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhe");
      client.send("llo");
      client.readUntil("\r\n\r\nhello");
    }
  }

  @Test
  void headIsAnsweredWithoutContent() throws Exception {
    try (RawClient client = unix()) {
      client.send("HEAD /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(client.readAll()).contains("content-length: 6").endsWith("\r\n\r\n");
    }
  }

  @Test
  void garbageIsAnsweredAndCutOff() throws Exception {
    byte[] garbage = new byte[4000];
    new Random(1).nextBytes(garbage);
    try (RawClient client = unix()) {
      assertThat(client.send("\u0016\u0003\u0001").send(garbage).send("\r\n\r\n").readAll())
          .containsPattern("HTTP/1.1 4(00|14|31)")
          .contains("\"error\":");
    }
    assertStillServes();
  }

  @Test
  void longHeadersAreRefused() throws Exception {
    try (RawClient client = tcp()) {
      client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(4000) + "\r\n\r\n");
      assertThat(client.readAll()).contains("HTTP/1.1 431 ", "the headers are too long");
    }
  }

  @Test
  void aLongUrlIsRefused() throws Exception {
    try (RawClient client = tcp()) {
      client.get("/" + "x".repeat(4000));
      assertThat(client.readAll()).contains("HTTP/1.1 414 ");
    }
  }

  @Test
  void aLargeBodyIsRefusedHoweverItComes() throws Exception {
    try (RawClient client = tcp()) {
      client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\n\r\nabc");
      assertThat(client.readAll()).contains("HTTP/1.1 413 ");
    }
    try (RawClient client = tcp()) {
      client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 20; i++) {
        client.send("400\r\n" + "x".repeat(1024) + "\r\n");
      }
      assertThat(client.readAll()).contains("HTTP/1.1 413 ");
    }
    assertStillServes();
  }

  @Test
  void aSlowClientIsCutOff() throws Exception {
    try (RawClient client = unix()) {
      assertThat(client.send("GET /hel").readAll())
          .contains("HTTP/1.1 408 ", "no complete request came in time");
    }
  }

  @Test
  void aBrokenRouteIsOurFaultAndGetsANumber() throws Exception {
    try (RawClient client = unix()) {
      client.get("/broken");
      assertThat(client.readUntil("}")).contains("HTTP/1.1 500 ", "under id ");
      client.get("/hello").readUntil("hello\n");
    }
  }

  @Test
  void tooManyConnectionsAreTurnedAway() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < SMALL.connections(); i++) {
        clients.add(unix());
        clients.getLast().get("/hello").readUntil("hello\n");
      }
      try (RawClient extra = unix()) {
        assertThat(extra.readAll()).contains("HTTP/1.1 503 ");
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    Awaitility.await().atMost(DEADLINE).ignoreExceptions().untilAsserted(this::assertStillServes);
  }

  @Test
  void aPageOfAStrangerIsRefused() throws Exception {
    try (RawClient rebound = tcp()) {
      rebound.send("GET /hello HTTP/1.1\r\nHost: evil.example:7777\r\n\r\n");
      assertThat(rebound.readUntil("}")).contains("HTTP/1.1 403 ", "does not name this machine");
    }
    try (RawClient crossing = tcp()) {
      crossing.send(
          "GET /hello HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n");
      assertThat(crossing.readUntil("}")).contains("HTTP/1.1 403 ");
    }
    try (RawClient own = tcp()) {
      own.send("GET /hello HTTP/1.1\r\nHost: [::1]:80\r\nOrigin: http://[::1]:80\r\n\r\n");
      own.readUntil("hello\n");
    }
  }

  @Test
  void nothingListensBeyondTheMachine() {
    assertThatThrownBy(() -> server.listen(new InetSocketAddress("0.0.0.0", 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not an address of this machine");
  }

  @Test
  void aFollowerThatNeverReadsIsPausedAndThenCutOff() throws Exception {
    try (RawClient client = unix()) {
      client.get("/flood").readUntil("id: 1\n");
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> feeding.get() == 0);
      String rest = client.readAll();
      assertThat(rest.length()).isLessThan(2_000_000);
      assertThat(rest).contains("event: end", "Resume behind the last id");
    }
    assertThat(cuts).containsExactly("GET /flood was cut off: nothing of it was read for 1 s");
    assertStillServes();
  }

  @Test
  void whatIsSentAtOnceIsNoMoreThanAPortionAheadOfItsReader() throws Exception {
    try (RawClient client = unix()) {
      client.get("/burst").readUntil("id: 1\n");
      Awaitility.await().atMost(DEADLINE).until(() -> feeding.get() == 0);
      assertThat(client.readAll().length()).isLessThan(2_000_000);
    }
  }

  @Test
  void aFollowerWhoLeavesIsForgottenAtOnce() throws Exception {
    try (RawClient client = unix()) {
      client.get("/quiet").readUntil(":\n\n");
      assertThat(feeding.get()).isEqualTo(1);
    }
    Awaitility.await().atMost(DEADLINE).until(() -> feeding.get() == 0);
  }

  @Test
  void tooManyFollowersAreTurnedAway() throws Exception {
    try (RawClient a = unix();
        RawClient b = unix();
        RawClient c = unix();
        RawClient d = unix()) {
      for (RawClient client : List.of(a, b, c)) {
        client.get("/quiet").readUntil(":\n\n");
      }
      assertThat(d.get("/quiet").readUntil("}")).contains("HTTP/1.1 503 ");
    }
  }

  @Test
  void aClosingServerLetsFollowersHaveTheLastWord() throws Exception {
    try (RawClient client = unix()) {
      client.get("/quiet").readUntil(":\n\n");
      server.close();
      assertThat(client.readAll()).contains("event: bye").endsWith("0\r\n\r\n");
    }
  }

  private void assertStillServes() throws Exception {
    try (RawClient client = unix()) {
      client.get("/hello").readUntil("hello\n");
    }
  }

  private RawClient unix() throws IOException {
    return new RawClient(UnixDomainSocketAddress.of(socket));
  }

  private RawClient tcp() throws IOException {
    return new RawClient(tcp);
  }
}
