package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.EventRecord;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Entry;
import dev.tend.daemon.http.Outlet;
import dev.tend.daemon.http.ServerEvent;
import dev.tend.daemon.wire.Translation;
import dev.tend.engine.Feed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// One reader's way through what happened: through the past, as far as the feed knows it no more,
/// and then through the feed.
///
/// Numbers only ever grow, so nothing comes twice; where one is left out, as many events as that
/// are lost, and the reader is told. The feed is longer than what waits to be written, so what it
/// has let go is in the past, or nowhere.
final class EventReading {

  /// What goes out at once; a reader that was away for long gets the rest as it takes this.
  private static final int BATCH = 100;

  /// What is read of the past at once.
  private static final int PAGE = 500;

  private final Feed feed;
  private final Past past;
  private final EventRange range;
  private final Optional<Predicate<InstanceId>> wanted;
  private final Codec codec;
  private long position;

  /// Whether what is missing before the next event is a gap; for a reader that names no start, all
  /// that is known is all there is.
  private boolean expectsAll;

  /// @param wanted whose events; empty for everybody's and the daemon's own
  EventReading(
      Feed feed, Past past, EventRange range, Optional<Predicate<InstanceId>> wanted, Codec codec) {
    this.feed = feed;
    this.past = past;
    this.range = range;
    this.wanted = wanted;
    this.codec = codec;
    this.position = range.behind();
    this.expectsAll = range.namesItsStart();
  }

  /// For those who want what is to come: nothing is read.
  void skip() {
    List<Entry> live = feed.after(feed.origin()).entries();
    position = live.isEmpty() ? feed.origin() : live.getLast().id();
    expectsAll = true;
  }

  /// The latest events of the range, up to `limit` of them, oldest first; what is forwarded then
  /// goes on behind them. A gap is a record of type `gap`.
  List<EventRecord> latest(int limit) {
    Deque<EventRecord> found = new ArrayDeque<>();
    List<EventRecord> page = latestPage();
    if (page.isEmpty()) {
      return List.of();
    }
    EventRecord next = page.getFirst();
    long newest = next.id();
    boolean more = true;
    while (more) {
      for (EventRecord event : page) {
        more = event.id() > range.behind() && found.size() < limit;
        if (!more) {
          break;
        }
        addGap(next, event.id(), found);
        if (passes(event)) {
          found.addFirst(event);
        }
        next = event;
      }
      page = more && !range.isBefore(next) ? past.eventsBefore(next.id(), PAGE) : List.of();
      more = !page.isEmpty();
    }
    if (expectsAll && found.size() < limit && newest > position) {
      addGap(next, position, found);
    }
    position = Math.max(position, newest);
    expectsAll = true;
    return List.copyOf(found);
  }

  private List<EventRecord> latestPage() {
    List<EventRecord> live = records(feed.after(position).entries());
    return live.isEmpty() ? past.eventsBefore(Long.MAX_VALUE, PAGE) : live.reversed();
  }

  /// Says what is missing between an event and the one before it.
  private void addGap(EventRecord event, long before, Deque<EventRecord> found) {
    long missed = event.id() - before - 1;
    if (missed > 0 && range.covers(event)) {
      found.addFirst(Translation.gap(event.id() - 1, event.at(), missed));
    }
  }

  /// Sends what came in since the last time.
  void forward(Outlet outlet) throws InterruptedException {
    List<EventRecord> batch = next();
    while (!batch.isEmpty()) {
      outlet.send(events(batch));
      batch = next();
    }
  }

  private List<EventRecord> next() {
    Feed.Batch live = feed.after(position);
    List<Entry> entries = live.entries();
    if (live.missed() > 0) {
      long begin = entries.isEmpty() ? Long.MAX_VALUE : entries.getFirst().id();
      List<EventRecord> old =
          past.eventsAfter(position, BATCH).stream().filter(event -> event.id() < begin).toList();
      if (!old.isEmpty()) {
        return old;
      }
    }
    return records(entries.subList(0, Math.min(BATCH, entries.size())));
  }

  private List<ServerEvent> events(List<EventRecord> batch) {
    List<ServerEvent> events = new ArrayList<>();
    for (EventRecord event : batch) {
      long missed = event.id() - position - 1;
      if (expectsAll && missed > 0) {
        events.add(ServerEvent.gap(missed));
      }
      if (passes(event)) {
        events.add(event(event));
      }
      position = event.id();
      expectsAll = true;
    }
    return events;
  }

  ServerEvent event(EventRecord event) {
    return ServerEvent.of(Long.toString(event.id()), codec.write(EventRecord.class, event));
  }

  private boolean passes(EventRecord event) {
    return range.covers(event) && (wanted.isEmpty() || concerns(event, wanted.get()));
  }

  private static boolean concerns(EventRecord event, Predicate<InstanceId> wanted) {
    String unit = event.unit();
    Integer instance = event.instance();
    return unit != null
        && instance != null
        && wanted.test(new InstanceId(new UnitName(unit), instance));
  }

  private static List<EventRecord> records(List<Entry> entries) {
    return entries.stream().map(Translation::event).toList();
  }
}
