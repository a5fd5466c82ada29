package dev.tend.daemon.history;

import dev.tend.api.RunRecord;
import dev.tend.core.spec.HistoryRule;
import dev.tend.daemon.wire.Translation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The database, open for writing; for one thread.
final class Database implements AutoCloseable {

  private static final String UNSEEN = "no end of it was recorded: it was gone with its daemon";

  private final Connection connection;
  private final PreparedStatement event;
  private final PreparedStatement run;

  private Database(Connection connection) throws SQLException {
    this.connection = connection;
    Schema.migrate(connection);
    event =
        connection.prepareStatement(
            "insert or replace into event (" + Rows.EVENT + ") values (?,?,?,?,?,?,?,?,?,?,?)");
    // The first end that was recorded is the one that was seen.
    run =
        connection.prepareStatement(
            "insert into run ("
                + Rows.RUN
                + ") values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) on conflict (run) do update set"
                + " ended = excluded.ended, code = excluded.code, signal = excluded.signal,"
                + " unknown = excluded.unknown, cpu_ms = excluded.cpu_ms,"
                + " memory_peak = excluded.memory_peak, cause = excluded.cause,"
                + " hook = coalesce(run.hook, excluded.hook)"
                + " where run.ended is null and excluded.ended is not null");
  }

  static Database open(Sqlite sqlite, Path file) throws SQLException {
    Connection connection = sqlite.open(file);
    try {
      return new Database(connection);
    } catch (SQLException unfit) {
      connection.close();
      throw unfit;
    }
  }

  /// Writes all of it, or nothing.
  void write(List<Fact> facts) throws SQLException {
    try {
      for (Fact fact : facts) {
        write(fact);
      }
      connection.commit();
    } catch (SQLException failed) {
      rollBack(failed);
      throw failed;
    }
  }

  private void write(Fact fact) throws SQLException {
    switch (fact) {
      case Fact.Happened(var entry) -> {
        Rows.put(Translation.event(entry), event);
        event.executeUpdate();
      }
      case Fact.Ran(RunRecord record) -> {
        Rows.put(record, run);
        run.executeUpdate();
      }
      case Fact.StillOpen(Set<String> open, Instant at) -> endOthers(open, at);
    }
  }

  private void endOthers(Set<String> open, Instant at) throws SQLException {
    List<String> gone = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select run from run where ended is null")) {
      while (row.next()) {
        gone.add(row.getString(1));
      }
    }
    gone.removeAll(open);
    try (PreparedStatement end =
        connection.prepareStatement(
            "update run set ended = ?, unknown = ?, cause = ? where run = ?")) {
      for (String name : gone) {
        end.setLong(1, at.toEpochMilli());
        end.setString(2, UNSEEN);
        end.setString(3, UNSEEN);
        end.setString(4, name);
        end.executeUpdate();
      }
    }
  }

  /// Forgets what the rule does not keep. Numbers count for rows: they are dense but for what was
  /// lost, and so nothing has to be counted.
  void prune(HistoryRule rule, Instant now) throws SQLException {
    long oldest = now.minus(rule.keep()).toEpochMilli();
    try {
      delete("delete from event where id <= (select max(id) from event) - ?", rule.maxEvents());
      delete(
          "delete from event where id < (select id from event where at >= ? order by id limit 1)",
          oldest);
      delete(
          "delete from run where nr <= (select max(nr) from run) - ? and ended is not null",
          rule.maxRuns());
      delete("delete from run where ended < ?", oldest);
      connection.commit();
    } catch (SQLException failed) {
      rollBack(failed);
      throw failed;
    }
  }

  private void delete(String sql, long limit) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setLong(1, limit);
      delete.executeUpdate();
    }
  }

  /// The number of the last event in it, 0 if there is none.
  long lastEvent() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select coalesce(max(id), 0) from event")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void rollBack(SQLException failed) {
    try {
      connection.rollback();
    } catch (SQLException also) {
      failed.addSuppressed(also);
    }
  }

  @Override
  public void close() throws SQLException {
    event.close();
    run.close();
    connection.close();
  }
}
