package dev.tend.core.lifecycle;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import java.util.Optional;

/// What one instance is doing, holding only what is true while it does it.
///
/// Whether the instance should be up is no part of it: that is its target, which the world holds.
public sealed interface State
    permits State.Stopped,
        State.Waiting,
        State.Preparing,
        State.Launching,
        Sought,
        State.Elsewhere,
        Alive,
        Leaving,
        State.Backoff,
        State.Completed,
        State.Failed {

  /// The name that operators see.
  StateName name();

  /// The one thing that happens by itself if nothing else comes first; leaving the state drops it.
  default Optional<Alarm> alarm() {
    return Optional.empty();
  }

  /// The run that occupies the slot: its main process or what that left behind may be alive.
  default Optional<RunId> run() {
    return Optional.empty();
  }

  /// Whether something of the run has to do with it.
  default boolean concerns(RunId run) {
    return run().filter(run::equals).isPresent();
  }

  /// The main process, while it is alive as far as anybody knows.
  default Optional<ProcessRef> process() {
    return Optional.empty();
  }

  /// An end of a process that is the end of its run only if nothing goes on with that.
  default Optional<Ledger.LastExit> untold() {
    return Optional.empty();
  }

  /// Whether a run that ends in this state ends because it was asked or made to, not by itself.
  default boolean ends(RunId run) {
    return false;
  }

  /// Down, and content to be.
  record Stopped() implements State {
    @Override
    public StateName name() {
      return StateName.STOPPED;
    }
  }

  /// Down, and to be started as soon as what it requires allows.
  record Waiting() implements State {
    @Override
    public StateName name() {
      return StateName.WAITING;
    }
  }

  /// The `pre_start` hooks run.
  ///
  /// @param own the run that it is to be once they are done
  record Preparing(RunId own) implements State {
    @Override
    public StateName name() {
      return StateName.STARTING;
    }

    @Override
    public Optional<RunId> run() {
      return Optional.of(own);
    }
  }

  /// A spawn was asked for and is not answered yet; lasts from one turn to the next.
  record Launching(RunId launched) implements State {
    @Override
    public StateName name() {
      return StateName.STARTING;
    }

    @Override
    public Optional<RunId> run() {
      return Optional.of(launched);
    }
  }

  /// Up, says a detector, without a process that is known; nobody starts a second one.
  record Elsewhere() implements State {
    @Override
    public StateName name() {
      return StateName.WAITING;
    }
  }

  /// Down after an end that the policy answers with another attempt, and pausing before it.
  record Backoff(Alarm over) implements State {
    @Override
    public StateName name() {
      return StateName.BACKOFF;
    }

    @Override
    public Optional<Alarm> alarm() {
      return Optional.of(over);
    }
  }

  /// Ended with success, and the policy leaves it at that.
  record Completed() implements State {
    @Override
    public StateName name() {
      return StateName.COMPLETED;
    }
  }

  /// Ended without success, and the policy leaves it at that.
  record Failed() implements State {
    @Override
    public StateName name() {
      return StateName.FAILED;
    }
  }
}
