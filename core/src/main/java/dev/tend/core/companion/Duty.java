package dev.tend.core.companion;

import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.Remains;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.lifecycle.State;
import dev.tend.core.probe.ProbeKind;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /// Run the hooks of a phase.
  record Hooks(HookPhase phase, RunId own) implements Duty {

    /// The variables that tell hooks about the service: its pid while it has one, else how it
    /// ended.
    SortedMap<String, String> facts(Instance instance) {
      SortedMap<String, String> facts = new TreeMap<>();
      instance
          .state()
          .process()
          .ifPresent(main -> facts.put("TEND_PID", Integer.toString(main.pid())));
      if (phase == HookPhase.POST_STOP) {
        Optional<Ledger.LastExit> last =
            instance.ledger().lastExit().filter(exit -> exit.run().equals(own));
        switch (last.map(Ledger.LastExit::exit).orElse(new Exit.Unknown("it had no process"))) {
          case Exit.Code(int code) -> facts.put("TEND_EXIT_CODE", Integer.toString(code));
          case Exit.Signalled(int signal, boolean _) ->
              facts.put("TEND_EXIT_SIGNAL", Signal.nameOf(signal));
          case Exit.Unknown _ -> {}
        }
      }
      return facts;
    }
  }

  /// See the end of what an earlier daemon left.
  record Bury(RunId own) implements Duty {}

  /// Ask the probes of an instance that starts, until it has proved itself.
  record Prove(RunId own, Probes probes) implements Duty {}

  /// Ask a probe of an instance that runs, for as long as it does.
  ///
  /// @param startedNanos when its process was spawned, on the monotonic clock
  record Attend(RunId own, long startedNanos, ProbeKind kind, Probe probe) implements Duty {}

  /// What a state asks for: a companion is begun for it, if it has none.
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
      case State.Preparing(RunId own) -> List.of(new Hooks(HookPhase.PRE_START, own));
      case Alive.Started started -> List.of(new Hooks(HookPhase.POST_START, started.own()));
      case Leaving.Retiring(Remains rest, var _) ->
          List.of(new Hooks(HookPhase.PRE_STOP, rest.own()));
      case Leaving.Tidying(Remains rest) -> List.of(new Hooks(HookPhase.POST_STOP, rest.own()));
      case Sought.Looking _,
          Sought.Awaiting _,
          Sought.Expecting _,
          State.Stopped _,
          State.Waiting _,
          State.Elsewhere _,
          State.Launching _,
          Leaving.Parting _,
          Leaving.Dying _,
          State.Backoff _,
          State.Completed _,
          State.Failed _ ->
          List.of();
    };
  }

  /// Whether a state lets a companion go on that an earlier one asked for: hooks of the way up that
  /// nobody waits for, as long as their service is not on its way down. Those that follow a start
  /// belong to one process: if that was a launcher, they are run for the one that goes on.
  static boolean suffers(State state, ServiceSpec spec, Duty duty) {
    return of(state, spec).contains(duty)
        || (duty instanceof Hooks(HookPhase phase, RunId own)
            && phase.starts()
            && !(state instanceof Leaving)
            && (phase == HookPhase.PRE_START || state instanceof Alive)
            && state.run().filter(own::equals).isPresent());
  }

  private static Stream<Duty> attend(Alive.Running running, ProbeKind kind, Optional<Probe> probe) {
    return probe.stream()
        .map(asked -> new Attend(running.own(), running.startedNanos(), kind, asked));
  }
}
