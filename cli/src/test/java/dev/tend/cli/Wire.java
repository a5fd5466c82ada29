package dev.tend.cli;

import dev.tend.api.Codec;
import dev.tend.api.DaemonStatus;
import dev.tend.api.EventRecord;
import dev.tend.api.Graph;
import dev.tend.api.InstanceStatus;
import dev.tend.api.LogLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records as a daemon sends them, for tests that put them into its mouth.
final class Wire {

  static final String EARLIER = "2026-11-21T08:00:00Z";
  static final String NOW = "2026-11-21T08:03:12Z";

  private static final Codec CODEC = new Codec();

  private Wire() {}

  static InstanceStatus instance(String unit, int instance, String state, String cause) {
    boolean running = state.equals("running");
    return new InstanceStatus(
        unit,
        instance,
        "service",
        state,
        state.equals("stopped") ? "down" : "up",
        running ? 4710 + instance : null,
        running ? "r" + instance : null,
        EARLIER,
        running,
        0,
        1,
        null,
        null,
        cause,
        false,
        null,
        List.of(),
        null);
  }

  /// It runs, and does not do its work.
  static InstanceStatus unready(InstanceStatus of) {
    return new InstanceStatus(
        of.unit(),
        of.instance(),
        of.kind(),
        of.state(),
        of.target(),
        of.pid(),
        of.run(),
        of.since(),
        false,
        of.restarts(),
        of.attempt(),
        of.lastExit(),
        of.nextStart(),
        of.cause(),
        of.adopted(),
        of.version(),
        of.waitingFor(),
        of.said());
  }

  static String graph(Graph graph) {
    return CODEC.write(Graph.class, graph);
  }

  static InstanceStatus run(InstanceStatus of, String run) {
    return new InstanceStatus(
        of.unit(),
        of.instance(),
        of.kind(),
        of.state(),
        of.target(),
        of.pid(),
        run,
        of.since(),
        of.ready(),
        of.restarts(),
        of.attempt(),
        of.lastExit(),
        of.nextStart(),
        of.cause(),
        of.adopted(),
        of.version(),
        of.waitingFor(),
        of.said());
  }

  static InstanceStatus waiting(
      InstanceStatus of, @Nullable String nextStart, String... conditions) {
    return new InstanceStatus(
        of.unit(),
        of.instance(),
        of.kind(),
        of.state(),
        of.target(),
        of.pid(),
        of.run(),
        of.since(),
        of.ready(),
        7,
        3,
        of.lastExit(),
        nextStart,
        of.cause(),
        of.adopted(),
        of.version(),
        List.of(conditions),
        of.said());
  }

  static String units(InstanceStatus... instances) {
    return CODEC.writeList(InstanceStatus.class, List.of(instances));
  }

  static String event(String at, String unit, String from, String to, String cause) {
    return CODEC.write(
        EventRecord.class, new EventRecord(1, at, unit, 1, to, from, to, null, null, cause));
  }

  static String line(String unit, int instance, String stream, String text) {
    return CODEC.write(LogLine.class, new LogLine(unit, instance, stream, text, false, null));
  }

  static String hookLine(String unit, int instance, String hook, String text) {
    return CODEC.write(LogLine.class, new LogLine(unit, instance, "stdout", text, false, hook));
  }

  static String part(String unit, int instance, String text) {
    return CODEC.write(LogLine.class, new LogLine(unit, instance, "stdout", text, true, null));
  }

  static String daemon(boolean ending) {
    return CODEC.write(
        DaemonStatus.class,
        new DaemonStatus(4711, "0.1.0", EARLIER, "/srv/tend.toml", ending, null, null));
  }
}
