package dev.tend.daemon.history;

import dev.tend.api.EventRecord;
import dev.tend.api.RunExit;
import dev.tend.api.RunRecord;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.Signal;
import dev.tend.daemon.wire.IsoTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows as records, and records as rows. Times are milliseconds since 1970.
final class Rows {

  static final String EVENT =
      "id, at, unit, instance, type, from_state, to_state, run, cause, hook, chain";

  static final String RUN =
      "run, unit, instance, kind, pid, started, ended, code, signal, unknown, cpu_ms,"
          + " memory_peak, because, cause, hook";

  private Rows() {}

  static void put(EventRecord event, PreparedStatement into) throws SQLException {
    into.setLong(1, event.id());
    into.setLong(2, millis(event.at()));
    into.setString(3, event.unit());
    into.setObject(4, event.instance());
    into.setString(5, event.type());
    into.setString(6, event.from());
    into.setString(7, event.to());
    into.setString(8, event.run());
    into.setString(9, event.cause());
    into.setString(10, event.hook());
    into.setString(11, ChainText.of(event.chain()));
  }

  static EventRecord event(ResultSet row) throws SQLException {
    return new EventRecord(
        row.getLong(1),
        time(row.getLong(2)),
        row.getString(3),
        whole(row, 4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(10),
        row.getString(9),
        ChainText.parse(row.getString(11)));
  }

  static void put(RunRecord run, PreparedStatement into) throws SQLException {
    String ended = run.ended();
    RunExit exit = run.exit();
    into.setString(1, run.run());
    into.setString(2, run.unit());
    into.setInt(3, run.instance());
    into.setString(4, run.kind());
    into.setObject(5, run.pid());
    into.setLong(6, millis(run.started()));
    into.setObject(7, ended == null ? null : (Long) millis(ended));
    into.setObject(8, exit == null ? null : exit.code());
    into.setString(9, exit == null ? null : exit.signal());
    into.setString(10, exit == null ? null : exit.unknown());
    into.setObject(11, run.cpuMs());
    into.setObject(12, run.memoryPeak());
    into.setString(13, run.because());
    into.setString(14, run.cause());
    into.setString(15, run.hook());
  }

  static RunRecord run(ResultSet row) throws SQLException {
    Long ended = number(row, 7);
    return new RunRecord(
        row.getString(1),
        row.getString(2),
        row.getInt(3),
        row.getString(4),
        row.getString(15),
        whole(row, 5),
        time(row.getLong(6)),
        ended == null ? null : time(ended),
        ended == null ? null : new RunExit(whole(row, 8), row.getString(9), row.getString(10)),
        number(row, 11),
        number(row, 12),
        row.getString(13),
        row.getString(14));
  }

  /// An end, in the words of the wire.
  static RunExit exit(Exit exit) {
    return switch (exit) {
      case Exit.Code(int code) -> new RunExit(code, null, null);
      case Exit.Signalled(int signal, boolean _) -> new RunExit(null, Signal.nameOf(signal), null);
      case Exit.Unknown(String reason) -> new RunExit(null, null, reason);
    };
  }

  static long millis(String at) {
    return Instant.parse(at).toEpochMilli();
  }

  private static String time(long millis) {
    return IsoTime.of(Instant.ofEpochMilli(millis));
  }

  private static @Nullable Integer whole(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : (Integer) value;
  }

  private static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : (Long) value;
  }
}
