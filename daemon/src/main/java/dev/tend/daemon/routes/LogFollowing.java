package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.LogLine;
import dev.tend.daemon.http.Outlet;
import dev.tend.daemon.http.ServerEvent;
import dev.tend.engine.Engine;
import dev.tend.engine.Feed;
import dev.tend.linux.LogPiece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Leads the output that somebody wants from its files to one client, at that client's pace.
final class LogFollowing {

  /// Pieces that go out at once: few enough that a slow client holds little.
  private static final int BATCH = 32;

  private final Engine engine;
  private final Logs logs;
  private final Codec codec;
  private final LogQuestion question;
  private final LogShelf shelf;
  private final Set<LogName> grown = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean namesChanged = new AtomicBoolean();
  private final Map<LogName, Feed.Subscription> subscriptions = new HashMap<>();

  LogFollowing(Engine engine, Logs logs, Codec codec, LogQuestion question, Instant now) {
    this.engine = engine;
    this.logs = logs;
    this.codec = codec;
    this.question = question;
    this.shelf = new LogShelf(question, logs, now);
  }

  /// What there is, as many lines of each log as were asked for.
  void once(Outlet outlet) throws InterruptedException {
    try {
      shelf.begin(meant());
      for (LogReader reader : shelf.all()) {
        reader.readLines(question.linesMax(reader.name()), sender(reader.name(), outlet));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// What there is, and what comes, until the client leaves or the server closes.
  void follow(Outlet outlet) throws InterruptedException {
    LogNews news = new LogNews(engine, () -> lookAround(outlet));
    try (Feed.Subscription _ = logs.onOpen(opening -> expect(opening, news));
        Feed.Subscription _ = engine.feed().onGrowth(news::look)) {
      SortedSet<LogName> meant = meant();
      meant.forEach(name -> subscribe(name, outlet));
      shelf.begin(meant);
      grown.addAll(meant);
      while (outlet.awaitMore()) {
        forward(outlet);
      }
      forward(outlet);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } finally {
      subscriptions.values().forEach(Feed.Subscription::close);
    }
  }

  private void expect(Opening opening, LogNews news) {
    if (question.concerns(opening.writer().instance(), engine)) {
      shelf.expect(opening);
      news.opened();
    }
  }

  private SortedSet<LogName> meant() {
    return question.meant(engine.snapshot(), logs);
  }

  private void lookAround(Outlet outlet) {
    namesChanged.set(true);
    outlet.ring();
  }

  private void subscribe(LogName name, Outlet outlet) {
    Runnable ring =
        () -> {
          grown.add(name);
          outlet.ring();
        };
    subscriptions.computeIfAbsent(name, _ -> logs.onGrowth(name.writer(), name.stream(), ring));
  }

  private void forward(Outlet outlet) throws IOException, InterruptedException {
    if (namesChanged.getAndSet(false)) {
      SortedSet<LogName> meant = meant();
      for (LogReader reader : shelf.remove(meant)) {
        read(reader, outlet);
        unsubscribe(reader.name());
      }
      meant.forEach(name -> subscribe(name, outlet));
      grown.addAll(shelf.add(meant));
    }
    for (LogName name : new TreeSet<>(new HashSet<>(grown))) {
      grown.remove(name);
      Optional<LogReader> reader = shelf.find(name);
      if (reader.isPresent()) {
        read(reader.get(), outlet);
      }
    }
  }

  private void unsubscribe(LogName name) {
    Feed.Subscription ended = subscriptions.remove(name);
    if (ended != null) {
      ended.close();
    }
  }

  private void read(LogReader reader, Outlet outlet) throws IOException, InterruptedException {
    reader.read(sender(reader.name(), outlet));
  }

  private LogReader.Taker sender(LogName name, Outlet outlet) {
    return pieces -> {
      for (int from = 0; from < pieces.size(); from += BATCH) {
        List<ServerEvent> events = new ArrayList<>();
        for (LogPiece piece : pieces.subList(from, Math.min(from + BATCH, pieces.size()))) {
          events.add(event(name, piece));
        }
        outlet.send(events);
      }
    };
  }

  private ServerEvent event(LogName name, LogPiece piece) {
    return switch (piece) {
      case LogPiece.Missed _ -> ServerEvent.gap(0);
      case LogPiece.Text(String text, boolean ended, String position) ->
          new ServerEvent(
              shelf.positions(name, position).map(LogPositions::toString),
              Optional.empty(),
              codec.write(
                  LogLine.class,
                  new LogLine(
                      name.writer().instance().unit().text(),
                      name.writer().instance().number(),
                      name.stream().text(),
                      text,
                      !ended,
                      name.writer().hook().orElse(null))));
    };
  }
}
