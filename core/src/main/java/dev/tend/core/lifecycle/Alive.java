package dev.tend.core.lifecycle;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import java.util.Optional;

/// The process lives, and nobody has asked it to end.
public sealed interface Alive extends State {
  RunId own();

  ProcessRef main();

  /// When it was spawned, on the monotonic clock.
  long startedNanos();

  @Override
  default Optional<RunId> run() {
    return Optional.of(own());
  }

  @Override
  default Optional<ProcessRef> process() {
    return Optional.of(main());
  }

  /// The process lives and has not proved itself yet.
  ///
  /// @param startedNanos when it was spawned, on the monotonic clock
  /// @param due either that it has been up for `stable_after`, or that `start_within` is over
  record Starting(RunId own, ProcessRef main, long startedNanos, Alarm due) implements Alive {
    @Override
    public StateName name() {
      return StateName.STARTING;
    }

    @Override
    public Optional<Alarm> alarm() {
      return Optional.of(due);
    }
  }

  /// The process lives and has proved itself, and the `post_start` hooks run.
  record Started(RunId own, ProcessRef main, long startedNanos) implements Alive {
    @Override
    public StateName name() {
      return StateName.STARTING;
    }
  }

  /// The process lives and does its work.
  ///
  /// @param silence when it should have said something, if it has to
  record Running(RunId own, ProcessRef main, long startedNanos, Optional<Alarm> silence)
      implements Alive {

    /// One that need not say anything.
    public Running(RunId own, ProcessRef main, long startedNanos) {
      this(own, main, startedNanos, Optional.empty());
    }

    @Override
    public Optional<Alarm> alarm() {
      return silence;
    }

    @Override
    public StateName name() {
      return StateName.RUNNING;
    }
  }
}
