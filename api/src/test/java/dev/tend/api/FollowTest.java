package dev.tend.api;

import static dev.tend.api.ByteServer.say;
import static dev.tend.api.ByteServer.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class FollowTest {

  private static final String LINE =
      "{\"unit\":\"web\",\"instance\":1,\"stream\":\"stdout\",\"text\":\"%s\",\"partial\":false}";

  @Test
  void eventsCommentsGapsAndUnknownNamesAreToldApart() throws Exception {
    String events =
        ": hello\n\n"
            + "id: 41\ndata: "
            + line("one")
            + "\n\n:\n\n"
            + "event: weather\ndata: {}\n\n"
            + "event: gap\r\ndata: {\"missed\":3}\r\n\r\n"
            + "retry: 5\nid:42\ndata:{\"unit\":\"web\",\"instance\":1,\n"
            + "data:\"stream\":\"stderr\",\"text\":\"two\",\"partial\":true}\n\n"
            + "data: half an event";
    try (ByteServer server = ByteServer.saying(stream() + events);
        Follow<LogLine> lines = follow(server)) {
      assertThat(lines.next())
          .isEqualTo(new Step.Item<>("41", new LogLine("web", 1, "stdout", "one", false, null)));
      assertThat(lines.next()).isEqualTo(new Step.Gap<>(3));
      assertThat(lines.next())
          .isEqualTo(new Step.Item<>("42", new LogLine("web", 1, "stderr", "two", true, null)));
      assertThat(lines.next()).isEqualTo(new Step.Ended<>());
    }
  }

  @Test
  void aStreamIsResumedBehindTheLastId() throws Exception {
    try (ByteServer server = ByteServer.saying(stream())) {
      new TendClient(server.endpoint(), Optional.empty()).followEvents(EventQuery.after(3), "17");

      assertThat(server.request())
          .startsWith("GET /v1/events?since=3&follow=true HTTP/1.1\r\n")
          .contains("\r\nLast-Event-ID: 17\r\n")
          .contains("\r\nAccept: text/event-stream\r\n");
    }
  }

  @Test
  void nothingMoreIsThereBehindTheLastChunkThatArrived() throws Exception {
    Semaphore go = new Semaphore(0);
    String event = "id: 1\ndata: " + line("one") + "\n\n";
    String chunk = Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
    String head = stream().replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n");
    try (ByteServer server =
            ByteServer.onTcp(client -> {
              say(client, head + chunk + chunk);
              go.acquire();
            });
        Follow<LogLine> lines = follow(server)) {
      lines.next();
      assertThat(lines.hasMore()).isTrue();
      lines.next();
      assertThat(lines.hasMore()).isFalse();
      go.release();
    }
  }

  @Test
  void aDeadlineWithinAnEventAndWithinAChunkLosesNothing() throws Exception {
    Semaphore go = new Semaphore(0);
    String event = "id: 1\ndata: " + line("ä whole line") + "\n\n";
    int size = event.getBytes(StandardCharsets.UTF_8).length;
    String chunk = Integer.toHexString(size) + "\r\n" + event + "\r\n";
    String head = stream().replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n");
    try (ByteServer server =
            ByteServer.onTcp(client -> {
              say(client, head);
              for (int at = 0; at < chunk.length(); at++) {
                say(client, chunk.substring(at, at + 1));
                go.acquire();
              }
            });
        Follow<LogLine> lines = follow(server)) {
      int quiet = 0;
      Step<LogLine> step = lines.next(Duration.ofMillis(5));
      while (step instanceof Step.Quiet<LogLine>) {
        quiet++;
        go.release();
        step = lines.next(Duration.ofMillis(5));
      }

      assertThat(quiet).isGreaterThan(2);
      assertThat(step)
          .isEqualTo(
              new Step.Item<>("1", new LogLine("web", 1, "stdout", "ä whole line", false, null)));
    }
  }

  @Test
  void theLastWordOfTheDaemonIsHandedOn() throws Exception {
    try (ByteServer server =
            ByteServer.saying(stream() + "event: end\ndata: {\"error\":\"too slow\"}\n\n");
        Follow<LogLine> lines = follow(server)) {
      assertThat(lines.next()).isEqualTo(new Step.Broken<>("too slow"));
    }
  }

  @Test
  void anotherThreadEndsAFollowByClosingIt() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ByteServer server =
        ByteServer.onTcp(client -> {
          say(client, stream());
          over.await();
        })) {
      Follow<LogLine> lines = follow(server);
      CompletableFuture<Step<LogLine>> last = CompletableFuture.supplyAsync(lines::next);

      lines.close();

      await().atMost(Duration.ofSeconds(10)).until(last::isDone);
      assertThat(last.join()).isEqualTo(new Step.Ended<>());
    } finally {
      over.countDown();
    }
  }

  @Test
  void garbageInAStreamIsBroken() throws Exception {
    try (ByteServer server = ByteServer.saying(stream() + "data: {\"unit\":\n\n");
        Follow<LogLine> lines = follow(server)) {
      assertThat(lines.next()).isInstanceOf(Step.Broken.class);
    }
  }

  @Test
  void anEndlessLineOfAStreamIsCutOff() throws Exception {
    String much = "x".repeat(ServerSentEvents.EVENT_BYTES_MAX + 2);
    try (ByteServer server = ByteServer.saying(stream() + "data: " + much);
        Follow<LogLine> lines = follow(server)) {
      assertThat(lines.next()).isInstanceOf(Step.Broken.class);
    }
  }

  @Test
  void anAnswerThatIsNoStreamIsBroken() throws Exception {
    try (ByteServer server = ByteServer.saying(ByteServer.ok("[]"))) {
      assertThat(new TendClient(server.endpoint(), Optional.empty()).logs(LogQuery.fromNowOn()))
          .isInstanceOf(Outcome.Failed.class);
    }
  }

  private static String line(String text) {
    return LINE.replace("%s", text);
  }

  private static Follow<LogLine> follow(ByteServer server) throws Exception {
    return switch (new TendClient(server.endpoint(), Optional.empty()).logs(LogQuery.fromNowOn())) {
      case Outcome.Done<Follow<LogLine>>(Follow<LogLine> lines) -> lines;
      case Outcome.Failed<Follow<LogLine>>(Failure failure) ->
          throw new AssertionError(failure.sentence());
    };
  }
}
