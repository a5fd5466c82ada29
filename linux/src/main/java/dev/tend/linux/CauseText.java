package dev.tend.linux;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A cause with what it follows from, a line each, so that the next daemon can still say why: its
/// kind, its time and what else it holds, with tabs in between.
final class CauseText {

  private CauseText() {}

  static List<String> lines(Cause cause) {
    List<String> lines = new ArrayList<>();
    lines.add(line(cause));
    if (cause instanceof Cause.Rule(String _, Instant _, Cause because)) {
      lines.addAll(lines(because));
    }
    if (cause instanceof Cause.Edge edge) {
      edge.because().ifPresent(because -> lines.addAll(lines(because)));
    }
    return lines;
  }

  private static String line(Cause cause) {
    return switch (cause) {
      case Cause.Asked(Actor actor, String verb, Instant at) ->
          joined("asked", at, actor.who(), verb);
      case Cause.Configured(String what, Instant at) -> joined("configured", at, what);
      case Cause.Exited(RunId run, Exit exit, Instant at) ->
          joined("exited", at, run.text(), ExitText.of(exit));
      case Cause.SpawnFailed(RunId run, SpawnFault fault, Instant at) ->
          joined(
              "spawn_failed",
              at,
              run.text(),
              fault.call(),
              fault.errno(),
              fault.subject(),
              fault.hint());
      case Cause.TimedOut(String what, Instant at) -> joined("timed_out", at, what);
      case Cause.Observed(String what, Instant at) -> joined("observed", at, what);
      case Cause.Failed(String what, Instant at) -> joined("failed", at, what);
      case Cause.Proved(String how, Instant at) -> joined("proved", at, how);
      case Cause.Rule(String rule, Instant at, Cause _) -> joined("rule", at, rule);
      case Cause.Edge(UnitName unit, String condition, Instant at, var _) ->
          joined("edge", at, unit.text(), condition);
      case Cause.Recovered(String how, Instant at) -> joined("recovered", at, how);
    };
  }

  private static String joined(String kind, Instant at, String... rest) {
    List<Object> fields = new ArrayList<>(List.of(kind, at));
    fields.addAll(Arrays.asList(rest));
    return TabText.join(fields);
  }

  /// Reads what [#lines] wrote.
  ///
  /// @throws IllegalArgumentException if it is anything else
  static Cause parse(List<String> lines) {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a cause is missing");
    }
    List<String> fields = TabText.split(lines.getFirst());
    try {
      return cause(fields, lines.subList(1, lines.size()));
    } catch (IndexOutOfBoundsException tooFew) {
      throw new IllegalArgumentException("'" + lines.getFirst() + "' is no cause", tooFew);
    }
  }

  private static Cause cause(List<String> fields, List<String> because) {
    Instant at = Facts.time(fields.get(1));
    String first = fields.get(2);
    return switch (fields.getFirst()) {
      case "asked" -> new Cause.Asked(new Actor(first), fields.get(3), at);
      case "configured" -> new Cause.Configured(first, at);
      case "exited" -> new Cause.Exited(new RunId(first), ExitText.parse(fields.get(3)), at);
      case "spawn_failed" -> new Cause.SpawnFailed(new RunId(first), fault(fields), at);
      case "timed_out" -> new Cause.TimedOut(first, at);
      case "observed" -> new Cause.Observed(first, at);
      case "failed" -> new Cause.Failed(first, at);
      case "proved" -> new Cause.Proved(first, at);
      case "rule" -> new Cause.Rule(first, at, parse(because));
      case "edge" ->
          new Cause.Edge(
              new UnitName(first),
              fields.get(3),
              at,
              because.isEmpty() ? Optional.empty() : Optional.of(parse(because)));
      case "recovered" -> new Cause.Recovered(first, at);
      default -> throw new IllegalArgumentException("'" + fields.getFirst() + "' is no cause");
    };
  }

  private static SpawnFault fault(List<String> fields) {
    return new SpawnFault(fields.get(3), fields.get(4), fields.get(5), fields.get(6));
  }
}
