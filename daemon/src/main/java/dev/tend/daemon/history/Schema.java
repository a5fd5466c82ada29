package dev.tend.daemon.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables, and how those of earlier versions become those of this one.
///
/// The version of a database is its `user_version`: how many of these steps it has taken.
final class Schema {

  /// The name of a run's unit without the number that it may end with: the runs of the cron job
  /// `backup`, which are the units `backup-1`, `backup-2` and so on, have `backup-`.
  static final String STEM = "rtrim(unit, '0123456789')";

  /// Once released, a step is never changed: another one is added.
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              create table event (
                id integer primary key,
                at integer not null,
                unit text,
                instance integer,
                type text not null,
                from_state text,
                to_state text,
                run text,
                cause text not null)\
              """,
              """
              create table run (
                nr integer primary key,
                run text not null unique,
                unit text not null,
                instance integer not null,
                kind text not null,
                pid integer,
                started integer not null,
                ended integer,
                code integer,
                signal text,
                unknown text,
                cpu_ms integer,
                memory_peak integer,
                because text,
                cause text)\
              """,
              "create index run_ended on run (ended)"),
          List.of("alter table event add column hook text", "alter table run add column hook text"),
          List.of("alter table event add column chain text"),
          List.of("create index run_stem on run (" + STEM + ", nr)"));

  private Schema() {}

  /// Brings a database to this version, in one transaction.
  ///
  /// @throws SQLException also if a newer Tend made it, as one that is not ours
  static void migrate(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int version = version(statement);
      if (version > STEPS.size()) {
        throw new SQLException(
            "it is of version " + version + ", this Tend knows " + STEPS.size(), null, 1);
      }
      for (List<String> step : STEPS.subList(version, STEPS.size())) {
        for (String change : step) {
          statement.executeUpdate(change);
        }
      }
      if (version < STEPS.size()) {
        statement.executeUpdate("pragma user_version = " + STEPS.size());
      }
    }
    connection.commit();
  }

  /// Whether the tables of this version are there: not while a new database is being made, nor in
  /// an old one that the writer has not opened yet.
  static boolean isCurrent(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return version(statement) == STEPS.size();
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("pragma user_version")) {
      row.next();
      return row.getInt(1);
    }
  }
}
