package dev.tend.daemon.routes;

import dev.tend.api.EventRecord;
import dev.tend.core.cause.Cause;
import dev.tend.core.cause.Reason;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.why.Records;
import dev.tend.core.why.Told;
import dev.tend.core.world.Entry;
import dev.tend.daemon.wire.IsoTime;
import dev.tend.daemon.wire.Translation;
import dev.tend.engine.Feed;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was recorded of units: by the feed, and where that has let it go, on the disk.
record Recorded(Feed feed, Past past) implements Records {

  /// So much of one unit tells where each of its instances stood, but for a unit of hundreds that
  /// crash all the time.
  private static final int BACK_MAX = 2_000;

  /// What came next is among the first few things that came.
  private static final int FORTH_MAX = 200;

  @Override
  public List<Told> upTo(UnitName unit, Instant moment) {
    return told(
            past.eventsUpTo(unit.text(), moment, BACK_MAX), live(unit, at -> !at.isAfter(moment)))
        .reversed();
  }

  @Override
  public List<Told> after(UnitName unit, Instant moment) {
    return told(
        past.eventsAfter(unit.text(), moment, FORTH_MAX), live(unit, at -> at.isAfter(moment)));
  }

  /// When the first thing happened that is known.
  Optional<Instant> beginning() {
    return past.beginning()
        .or(() -> feed.after(feed.origin()).entries().stream().findFirst().map(Entry::at));
  }

  /// Each event once, the oldest first.
  private static List<Told> told(Collection<EventRecord> old, Stream<EventRecord> live) {
    SortedMap<Long, EventRecord> all = new TreeMap<>();
    Stream.concat(old.stream(), live).forEach(event -> all.put(event.id(), event));
    return all.values().stream().flatMap(event -> told(event).stream()).toList();
  }

  private Stream<EventRecord> live(UnitName unit, Predicate<Instant> when) {
    return feed.after(feed.origin()).entries().stream()
        .filter(entry -> entry.instance().filter(id -> id.unit().equals(unit)).isPresent())
        // As exactly as it is recorded, and printed.
        .filter(entry -> when.test(Instant.parse(IsoTime.of(entry.at()))))
        .map(Translation::event);
  }

  private static Optional<Told> told(EventRecord event) {
    String unit = event.unit();
    Integer instance = event.instance();
    if (unit == null || instance == null) {
      return Optional.empty();
    }
    Instant at = Instant.parse(event.at());
    List<Reason> reasons =
        event.chain().isEmpty()
            ? List.of(new Reason(at, Cause.Kind.RULE, Optional.empty(), event.cause()))
            : event.chain().stream().map(Recorded::reason).toList();
    InstanceId who = new InstanceId(new UnitName(unit), instance);
    return Optional.of(new Told(event.id(), at, who, event.type(), state(event.to()), reasons));
  }

  private static Optional<StateName> state(@Nullable String to) {
    return Stream.of(StateName.values()).filter(name -> name.text().equals(to)).findFirst();
  }

  /// A kind that a later version of Tend recorded is one of a rule of its own.
  private static Reason reason(EventRecord.Link link) {
    Cause.Kind kind =
        Stream.of(Cause.Kind.values())
            .filter(each -> each.text().equals(link.kind().toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElse(Cause.Kind.RULE);
    return new Reason(
        Instant.parse(link.at()),
        kind,
        Optional.ofNullable(link.unit()).map(UnitName::new),
        link.sentence());
  }
}
