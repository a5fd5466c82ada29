package dev.tend.daemon.history;

import dev.tend.api.EventRecord;
import dev.tend.api.RunRecord;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.daemon.routes.Past;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Reads the history, on a connection of its own for each question: the write-ahead log lets the
/// writer go on meanwhile.
final class Recollection implements Past {

  private static final Logger LOG = System.getLogger(Recollection.class.getName());

  /// As many questions are answered at once; each needs up to a megabyte.
  private static final int READERS_MAX = 4;

  /// How long a reader waits for what has just happened to be written.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Semaphore readers = new Semaphore(READERS_MAX);
  private final HistoryStore store;

  Recollection(HistoryStore store) {
    this.store = store;
  }

  @Override
  public List<EventRecord> eventsAfter(long id, int max) {
    return events(
        "id > ? order by id limit ?",
        select -> {
          select.setLong(1, id);
          select.setInt(2, max);
        });
  }

  @Override
  public List<EventRecord> eventsBefore(long id, int max) {
    return events(
        "id < ? order by id desc limit ?",
        select -> {
          select.setLong(1, id);
          select.setInt(2, max);
        });
  }

  @Override
  public List<EventRecord> eventsUpTo(String unit, Instant moment, int max) {
    return events("unit = ? and at <= ? order by id desc limit ?", of(unit, moment, max));
  }

  @Override
  public List<EventRecord> eventsAfter(String unit, Instant moment, int max) {
    return events("unit = ? and at > ? order by id limit ?", of(unit, moment, max));
  }

  private static Filling of(String unit, Instant moment, int max) {
    return select -> {
      select.setString(1, unit);
      select.setLong(2, moment.toEpochMilli());
      select.setInt(3, max);
    };
  }

  @Override
  public Optional<Instant> beginning() {
    return eventsAfter(0, 1).stream().map(event -> Instant.parse(event.at())).findFirst();
  }

  /// Gives a statement what is asked for.
  @FunctionalInterface
  private interface Filling {
    void fill(PreparedStatement select) throws SQLException;
  }

  private List<EventRecord> events(String which, Filling filling) {
    try {
      return read(connection -> {
        List<EventRecord> events = new ArrayList<>();
        try (PreparedStatement select =
            connection.prepareStatement("select " + Rows.EVENT + " from event where " + which)) {
          filling.fill(select);
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              events.add(Rows.event(row));
            }
          }
        }
        return events;
      });
    } catch (SQLException unreadable) {
      LOG.log(Level.WARNING, "earlier events cannot be read: {0}", unreadable.getMessage());
      return List.of();
    }
  }

  @Override
  public Runs runs(RunQuestion question) {
    return known(connection -> runs(connection, question));
  }

  private Runs known(Reading<List<RunRecord>> reading) {
    Optional<String> absent = store.absence();
    if (absent.isPresent()) {
      return new Runs.Unknown(absent.get());
    }
    try {
      return new Runs.Known(read(reading));
    } catch (SQLException unreadable) {
      return new Runs.Unknown("the history cannot be read: " + unreadable.getMessage());
    }
  }

  private static List<RunRecord> runs(Connection connection, RunQuestion question)
      throws SQLException {
    List<RunRecord> runs = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select "
                + Rows.RUN
                + " from run where started <= ? and (ended is null or ended >= ?)"
                + " order by started desc, nr desc")) {
      select.setLong(1, question.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
      select.setLong(2, question.since().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
      try (ResultSet row = select.executeQuery()) {
        while (runs.size() < question.limit() && row.next()) {
          RunRecord run = Rows.run(row);
          if (question.wanted().test(new InstanceId(new UnitName(run.unit()), run.instance()))) {
            runs.add(run);
          }
        }
      }
    }
    return runs.reversed();
  }

  @Override
  public Runs cronRuns(Collection<UnitName> crons, int eachMax) {
    return known(connection -> cronRuns(connection, crons, eachMax));
  }

  /// Through an index: how many runs there are of others does not matter.
  private static List<RunRecord> cronRuns(
      Connection connection, Collection<UnitName> crons, int eachMax) throws SQLException {
    List<RunRecord> runs = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select "
                + Rows.RUN
                + " from run where "
                + Schema.STEM
                + " = ? order by nr desc limit ?")) {
      for (UnitName cron : crons) {
        select.setString(1, cron + "-");
        select.setInt(2, eachMax);
        List<RunRecord> each = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            each.add(Rows.run(row));
          }
        }
        runs.addAll(each.reversed());
      }
    }
    return runs;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T from(Connection connection) throws SQLException;
  }

  private <T> List<T> read(Reading<List<T>> reading) throws SQLException {
    try {
      store.awaitWritten(PATIENCE);
      if (!Files.exists(store.file())) {
        return List.of();
      }
      readers.acquire();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new SQLException("nobody waits for it any more", hurried);
    }
    try (Connection connection = store.sqlite().openToRead(store.file())) {
      return Schema.isCurrent(connection) ? reading.from(connection) : List.of();
    } catch (SQLException failed) {
      if (Fault.of(failed) == Fault.DAMAGED) {
        store.suspect();
      }
      throw failed;
    } finally {
      readers.release();
    }
  }
}
