package dev.tend.daemon.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.api.Codec;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.daemon.Scene;
import dev.tend.daemon.StillEngine;
import dev.tend.daemon.http.Call;
import dev.tend.daemon.http.Outlet;
import dev.tend.daemon.http.Peer;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.http.ServerEvent;
import dev.tend.engine.Feed;
import dev.tend.engine.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRoutesTest {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final StillEngine engine = new StillEngine(Scene.snapshot(), 10);
  private final PlainFiles files = new PlainFiles();
  private final Collected collected = new Collected();

  @Test
  void theLastLinesOfBothStreamsAreSent() throws Exception {
    write("web.1.stdout", "one\ntwo\nthree\n");
    write("web.1.stderr", "oops\n");

    feed("web.1", "lines", "2");

    assertThat(collected.texts()).containsExactly("two", "three", "oops");
  }

  @Test
  void whatHooksWroteFollowsUnderTheirNamesAndCanBeAskedForAlone() throws Exception {
    write("web.1.stdout", "of web\n");
    write("web.1~migrate.stdout", "of migrate\n");

    feed("web.1", "lines", "2");
    assertThat(collected.texts()).containsExactly("of web", "of migrate");
    assertThat(collected.events.getLast().id())
        .hasValueSatisfying(id -> assertThat(LogPositions.parse(id)).isPresent());

    collected.events.clear();
    feed("web.1", "hook", "migrate");
    assertThat(collected.texts()).containsExactly("of migrate");

    collected.events.clear();
    feed("web.1", "stream", "stdout");
    assertThat(collected.texts()).containsExactly("of web");
  }

  @Test
  void aHookThatNobodyHasIsRefused() {
    assertThat(call("web", Map.of("hook", List.of("migrat")), ""))
        .isInstanceOfSatisfying(
            Response.Failure.class, failure -> assertThat(failure.status()).isEqualTo(404));
  }

  @Test
  void aLineWithoutEndIsSentToWhoeverDoesNotFollow() throws Exception {
    write("web.1.stdout", "prompt> ");

    feed("web.1", "lines", "2");

    assertThat(collected.texts()).containsExactly("prompt> ");
  }

  @Test
  void linesThatComeWhileOthersAreReadMakeNoMoreThanWereAskedFor() throws Exception {
    write("web.1.stdout", "one\n");
    write("web.1.stderr", "oops\nagain\n");
    collected.whenSent = () -> write("web.1.stderr", "late\nlater\nunfinished");

    feed("web.1", "lines", "2");

    assertThat(collected.texts()).containsExactly("one", "oops", "again");
  }

  @Test
  void anUnfinishedLineIsOneOfThoseThatWereAskedFor() throws Exception {
    write("web.1.stdout", "one\ntwo\nprompt> ");

    feed("web.1", "lines", "2");

    assertThat(collected.texts()).containsExactly("two", "prompt> ");
  }

  @Test
  void aFollowerGetsEachLineOnceAndResumesBehindTheLast() throws Exception {
    write("web.1.stdout", "old\n");
    Following first = follow("web.1", "");
    awaitTexts("old");
    write("web.1.stdout", "new\n");
    files.grow();
    awaitTexts("old", "new");
    first.leave();
    String last = collected.events.getLast().id().orElseThrow();
    write("web.1.stdout", "meanwhile\n");
    collected.events.clear();

    Following second = follow("web.1", last);
    awaitTexts("meanwhile");
    second.leave();
  }

  @Test
  void whatHappensToOthersDoesNotWakeAFollower() throws Exception {
    write("web.1.stdout", "old\n");
    Following following = follow("web.1", "");
    awaitTexts("old");
    int before = collected.rings.get();

    engine.happen(Scene.entry(1, "db"));
    engine.happen(Scene.entry(2, "web"));
    files.open(new Opening(Writer.of(new InstanceId(new UnitName("db"), 1)), Map.of()));
    engine.happen(Scene.entry(3, "db"));

    assertThat(collected.rings).hasValue(before);
    files.open(new Opening(Writer.of(new InstanceId(new UnitName("web"), 1)), Map.of()));
    engine.happen(Scene.entry(4, "web"));
    assertThat(collected.rings).hasValue(before + 1);
    following.leave();
  }

  @Test
  void anIdThatIsNoneIsRefused() {
    assertThat(call("web.1", Map.of("follow", List.of("true")), "rubbish"))
        .isInstanceOfSatisfying(
            Response.Failure.class, failure -> assertThat(failure.status()).isEqualTo(400));
  }

  private void write(String name, String text) {
    try {
      Files.writeString(
          folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private Response call(String selector, Map<String, List<String>> query, String lastId) {
    TreeMap<String, String> headers = new TreeMap<>();
    if (!lastId.isEmpty()) {
      headers.put("Last-Event-ID", lastId);
    }
    return Api.router(
            engine,
            files,
            Past.NONE,
            new Codec(),
            Scene.CLOCK,
            new FixedSource(),
            JobFile.own(new Codec()),
            () -> {
              throw new AssertionError("nobody asks");
            })
        .apply(
            new Call(
                "GET",
                "/v1/units/" + selector + "/logs",
                query,
                headers,
                "",
                new Peer.Loopback("127.0.0.1")));
  }

  private void feed(String selector, String parameter, String value) throws Exception {
    ((Response.Stream) call(selector, Map.of(parameter, List.of(value)), ""))
        .feeder()
        .feed(collected);
  }

  private Following follow(String selector, String lastId) {
    Response.Stream stream =
        (Response.Stream) call(selector, Map.of("follow", List.of("true")), lastId);
    return new Following(stream);
  }

  private void awaitTexts(String... texts) {
    Awaitility.await()
        .atMost(DEADLINE)
        .untilAsserted(() -> assertThat(collected.texts()).containsExactly(texts));
  }

  /// A client on a thread of its own.
  private final class Following {
    private final Thread thread;

    Following(Response.Stream stream) {
      collected.bell.release();
      thread =
          Thread.startVirtualThread(() -> {
            try {
              stream.feeder().feed(collected);
            } catch (InterruptedException left) {
              Thread.currentThread().interrupt();
            }
          });
    }

    /// Nothing of it stays.
    void leave() throws InterruptedException {
      thread.interrupt();
      thread.join();
      assertThat(files.listeners).isEmpty();
      assertThat(files.observers).isEmpty();
      assertThat(engine.listeners()).isZero();
    }
  }

  /// Everything that was sent.
  private static final class Collected implements Outlet {
    private final List<ServerEvent> events = new CopyOnWriteArrayList<>();
    private final Semaphore bell = new Semaphore(0);
    private final AtomicInteger rings = new AtomicInteger();

    /// What happens elsewhere as soon as the first events are on their way.
    private Runnable whenSent = () -> {};

    List<String> texts() {
      return events.stream()
          .map(event -> event.data().replaceAll(".*\"text\":\"([^\"]*)\".*", "$1"))
          .toList();
    }

    @Override
    public void send(List<ServerEvent> more) {
      if (events.isEmpty()) {
        whenSent.run();
      }
      events.addAll(more);
    }

    @Override
    public void ring() {
      rings.incrementAndGet();
      bell.release();
    }

    @Override
    public boolean awaitMore() throws InterruptedException {
      bell.acquire();
      return true;
    }
  }

  /// Logs that are plain files.
  private final class PlainFiles implements Logs {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Opening>> observers = new CopyOnWriteArrayList<>();

    void grow() {
      listeners.forEach(Runnable::run);
    }

    void open(Opening opening) {
      observers.forEach(observer -> observer.accept(opening));
    }

    @Override
    public Optional<Path> file(Writer writer, Output.Stream stream) {
      return Optional.of(folder.resolve(writer + "." + stream.text()));
    }

    @Override
    public Feed.Subscription onGrowth(Writer writer, Output.Stream stream, Runnable grown) {
      listeners.add(grown);
      return () -> listeners.remove(grown);
    }

    @Override
    public Feed.Subscription onOpen(Consumer<Opening> opened) {
      observers.add(opened);
      return () -> observers.remove(opened);
    }
  }
}
