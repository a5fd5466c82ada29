package dev.tend.daemon.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.api.Codec;
import dev.tend.api.EventRecord;
import dev.tend.core.spec.UnitName;
import dev.tend.daemon.Scene;
import dev.tend.daemon.StillEngine;
import dev.tend.daemon.http.Outlet;
import dev.tend.daemon.http.ServerEvent;
import dev.tend.daemon.wire.Translation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// From the past into the feed: a feed of ten entries, and a past that has them later.
class EventReadingTest {

  private final StillEngine engine = new StillEngine(Scene.snapshot(), 10);
  private final NavigableMap<Long, EventRecord> written = new TreeMap<>();
  private final List<String> sent = new ArrayList<>();
  private Runnable onRead = () -> {};
  private long last;

  private final Past past =
      new Past() {
        @Override
        public List<EventRecord> eventsAfter(long id, int max) {
          onRead.run();
          return written.tailMap(id, false).values().stream().limit(max).toList();
        }

        @Override
        public List<EventRecord> eventsBefore(long id, int max) {
          return written.headMap(id, false).descendingMap().values().stream().limit(max).toList();
        }

        @Override
        public Runs runs(RunQuestion question) {
          throw new AssertionError("nobody asks for runs");
        }

        @Override
        public Runs cronRuns(Collection<UnitName> crons, int eachMax) {
          throw new AssertionError("nobody asks for runs");
        }
      };

  @Test
  void whoResumesGetsThePastAndThenTheFeedWithoutGapOrDuplicate() throws InterruptedException {
    happen(1000, true);

    reading(Optional.of(new Point.Id(17))).forward(outlet());

    assertThat(sent).containsExactlyElementsOf(ids(18, 1000));
  }

  @Test
  void whatLeavesTheFeedWhileThePastIsReadIsNotMissed() throws InterruptedException {
    happen(1000, true);
    // At every read of the past more happens than the feed holds, until there is enough.
    onRead = () -> happen(last < 2000 ? 25 : 0, true);

    reading(Optional.of(new Point.Id(1))).forward(outlet());

    assertThat(sent).containsExactlyElementsOf(ids(2, (int) last));
    assertThat(last).isGreaterThan(1200);
  }

  @Test
  void whatNeitherHasIsToldAsAGapOfThatSize() throws InterruptedException {
    happen(100, true);
    happen(30, false);
    happen(5, true);

    reading(Optional.of(new Point.Id(98))).forward(outlet());

    // Of the lost ones the feed still has the last five.
    assertThat(sent).startsWith("99", "100", "gap 25", "126").endsWith("135").hasSize(2 + 1 + 10);
  }

  @Test
  void aListGoesBackIntoThePastAndSaysWhatIsMissingInBetween() {
    happen(100, true);
    happen(30, false);
    happen(5, true);

    List<EventRecord> events = reading(Optional.empty()).latest(15);

    assertThat(events).extracting(EventRecord::id).containsSequence(98L, 99L, 100L, 125L, 126L);
    assertThat(events)
        .filteredOn(event -> event.type().equals("gap"))
        .singleElement()
        .satisfies(gap -> assertThat(gap.cause()).startsWith("25 events"));
    assertThat(events).hasSize(15);
  }

  @Test
  void aStreamGoesOnBehindTheListThatItBeganWith() throws InterruptedException {
    happen(100, true);
    EventReading reading = reading(Optional.empty());

    assertThat(reading.latest(3)).extracting(EventRecord::id).containsExactly(98L, 99L, 100L);
    happen(50, true);
    reading.forward(outlet());

    assertThat(sent).containsExactlyElementsOf(ids(101, 150));
  }

  @Test
  void whoWantsWhatIsToComeReadsNothing() throws InterruptedException {
    happen(100, true);
    onRead =
        () -> {
          throw new AssertionError("the past was read");
        };
    EventReading reading = reading(Optional.empty());

    reading.skip();
    happen(5, true);
    reading.forward(outlet());

    assertThat(sent).containsExactlyElementsOf(ids(101, 105));
  }

  private EventReading reading(Optional<Point> since) {
    return new EventReading(
        engine, past, new EventRange(since, Optional.empty()), Optional.empty(), new Codec());
  }

  private void happen(int events, boolean kept) {
    for (int i = 0; i < events; i++) {
      last++;
      engine.happen(Scene.entry(last, "db"));
      if (kept) {
        written.put(last, Translation.event(Scene.entry(last, "db")));
      }
    }
  }

  private static List<String> ids(int from, int to) {
    return java.util.stream.IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
  }

  private Outlet outlet() {
    return new Outlet() {
      @Override
      public void send(List<ServerEvent> events) {
        for (ServerEvent event : events) {
          sent.add(event.id().orElseGet(() -> "gap " + event.data().replaceAll("[^0-9]", "")));
        }
      }

      @Override
      public void ring() {
        throw new AssertionError("nobody rings");
      }

      @Override
      public boolean awaitMore() {
        throw new AssertionError("nobody waits");
      }
    };
  }
}
