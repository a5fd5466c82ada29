package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.EventRecord;
import dev.tend.core.world.Entry;
import dev.tend.daemon.http.Outlet;
import dev.tend.daemon.http.ServerEvent;
import dev.tend.daemon.wire.Translation;
import dev.tend.engine.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// One reader's way through the feed.
final class EventReading {

  /// What goes out at once; a reader that was away for long gets the rest as it takes this.
  private static final int BATCH = 100;

  private final Feed feed;
  private final Predicate<Entry> wanted;
  private final Codec codec;
  private long position;

  /// Whether what is missing before the next entry is a gap; for a reader that names no start, all
  /// that is known is all there is.
  private boolean expectsAll;

  /// @param since the last entry that the reader knows already; empty to begin with the oldest
  EventReading(Feed feed, OptionalLong since, Predicate<Entry> wanted, Codec codec) {
    this.feed = feed;
    this.wanted = wanted;
    this.codec = codec;
    this.position = since.orElse(0);
    this.expectsAll = since.isPresent();
  }

  /// All that is known by now. A gap is a record of type `gap`.
  List<EventRecord> list() {
    Feed.Batch batch = feed.after(position);
    List<EventRecord> records = new ArrayList<>();
    if (missed(batch) > 0) {
      Entry next = batch.entries().getFirst();
      records.add(Translation.gap(next.id() - 1, next.at(), batch.missed()));
    }
    batch.entries().stream().filter(wanted).map(Translation::event).forEach(records::add);
    return records;
  }

  /// Sends what came in since the last time.
  void forward(Outlet outlet) throws InterruptedException {
    Feed.Batch batch = feed.after(position);
    while (!batch.entries().isEmpty()) {
      outlet.send(events(batch));
      batch = feed.after(position);
    }
  }

  private List<ServerEvent> events(Feed.Batch batch) {
    List<ServerEvent> events = new ArrayList<>();
    if (missed(batch) > 0) {
      events.add(ServerEvent.gap(batch.missed()));
    }
    expectsAll = true;
    for (Entry entry : batch.entries().subList(0, Math.min(BATCH, batch.entries().size()))) {
      if (wanted.test(entry)) {
        String json = codec.write(EventRecord.class, Translation.event(entry));
        events.add(ServerEvent.of(Long.toString(entry.id()), json));
      }
      position = entry.id();
    }
    return events;
  }

  private long missed(Feed.Batch batch) {
    return expectsAll ? batch.missed() : 0;
  }
}
