package dev.tend.daemon.routes;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Selector;
import dev.tend.core.world.Snapshot;
import dev.tend.engine.Engine;
import dev.tend.engine.Output;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Which output somebody wants.
///
/// @param selector whose; empty for everybody's
/// @param stream which of the processes' streams; empty for both, and for their hooks
/// @param hook the hook whose output alone is wanted
/// @param lines how many of the last lines of each log to begin with
/// @param resume where an earlier stream of the same question was left, as far as it had come
record LogQuestion(
    Optional<Selector> selector,
    Optional<Output.Stream> stream,
    Optional<String> hook,
    int lines,
    LogPositions resume) {

  /// The logs that are meant now; with a reload, or when a unit is scaled, it may be others.
  SortedSet<LogName> meant(Snapshot snapshot, Logs logs) {
    SortedSet<InstanceId> instances = new TreeSet<>();
    selector
        .map(some -> new Names(snapshot).find(some).orElse(List.of()))
        .orElse(snapshot.instances())
        .forEach(view -> instances.add(view.id()));
    selector.ifPresent(some -> instances.addAll(new PastRuns(snapshot).find(some)));
    SortedSet<LogName> names = new TreeSet<>();
    for (InstanceId instance : instances) {
      for (Output.Stream each : Output.Stream.values()) {
        LogName name = new LogName(Writer.of(instance), each);
        if (wants(each) && hasFileOfItsOwn(name, logs)) {
          names.add(name);
        }
      }
      hooks(instance, snapshot)
          .forEach(
              each -> names.add(new LogName(Writer.hook(instance, each), Output.Stream.STDOUT)));
    }
    return names;
  }

  private boolean wants(Output.Stream each) {
    return hook.isEmpty() && stream.map(each::equals).orElse(true);
  }

  /// The hooks of an instance that are meant.
  private Stream<String> hooks(InstanceId id, Snapshot snapshot) {
    if (stream.isPresent()) {
      return Stream.empty();
    }
    return Optional.ofNullable(snapshot.configuration().units().get(id.unit())).stream()
        .flatMap(unit -> unit.each().hooks().names().stream())
        .filter(name -> hook.map(name::equals).orElse(true));
  }

  /// Whether the logs of this instance may be meant.
  boolean concerns(InstanceId instance, Engine engine) {
    return selector.isEmpty() || new InstanceFilter(selector.get(), engine).test(instance);
  }

  /// How many lines of one log somebody gets who does not wait for more; a resumed one is read to
  /// its end.
  int linesMax(LogName name) {
    return resume.of(name).isPresent() ? Integer.MAX_VALUE : lines;
  }

  /// Where stderr goes into the file of stdout, both are read as stdout, unless stderr alone is
  /// asked for: nobody can tell them apart there.
  private boolean hasFileOfItsOwn(LogName name, Logs logs) {
    var file = logs.file(name.writer(), name.stream());
    boolean shared =
        name.stream() == Output.Stream.STDERR
            && stream.isEmpty()
            && file.equals(logs.file(name.writer(), Output.Stream.STDOUT));
    return file.isPresent() && !shared;
  }
}
