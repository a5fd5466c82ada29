package dev.tend.core.companion;

import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.lifecycle.State;
import dev.tend.core.probe.ProbeKind;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.ServiceSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is to be done beside the process of an instance for as long as its state lasts.
///
/// It is the name of a companion too: two duties that are equal are one, so that a state that goes
/// on keeps its companion, and another run, or another wording of the same duty, gets a new one.
public sealed interface Duty {

  /// The run that it is done for.
  RunId own();

  /// Ask the detectors that are commands, before a start.
  record Detect(RunId own) implements Duty {}

  /// Ask the probes of an instance that starts, until it has proved itself.
  record Prove(RunId own, Probes probes) implements Duty {}

  /// Ask a probe of an instance that runs, for as long as it does.
  ///
  /// @param startedNanos when its process was spawned, on the monotonic clock
  record Attend(RunId own, long startedNanos, ProbeKind kind, Probe probe) implements Duty {}

  /// What a state asks for. Whatever a companion does, it does only while its duty is among these.
  static List<Duty> of(State state, ServiceSpec spec) {
    return switch (state) {
      case Sought.Asking(RunId own) -> List.of(new Detect(own));
      case Alive.Starting starting ->
          spec.probes().gate() ? List.of(new Prove(starting.own(), spec.probes())) : List.of();
      case Alive.Running running ->
          Stream.concat(
                  attend(running, ProbeKind.READINESS, spec.probes().readiness()),
                  attend(running, ProbeKind.LIVENESS, spec.probes().liveness()))
              .toList();
      case Sought.Looking _,
          Sought.Awaiting _,
          State.Stopped _,
          State.Waiting _,
          State.Elsewhere _,
          State.Launching _,
          Leaving _,
          State.Backoff _,
          State.Completed _,
          State.Failed _ ->
          List.of();
    };
  }

  private static Stream<Duty> attend(Alive.Running running, ProbeKind kind, Optional<Probe> probe) {
    return probe.stream()
        .map(asked -> new Attend(running.own(), running.startedNanos(), kind, asked));
  }
}
