package dev.tend.core.lifecycle;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import java.util.Optional;

/// Whether a process of it lives is being found out.
public sealed interface Sought extends State {
  RunId own();

  @Override
  default StateName name() {
    return StateName.STARTING;
  }

  @Override
  default Optional<RunId> run() {
    return Optional.of(own());
  }

  /// A look for a living process is not answered yet; lasts from one turn to the next.
  record Looking(RunId own, Otherwise otherwise) implements Sought {
    @Override
    public Optional<Ledger.LastExit> untold() {
      return otherwise instanceof Otherwise.Await await
          ? Optional.of(await.launcher())
          : Optional.empty();
    }

    @Override
    public Optional<ProcessRef> process() {
      return otherwise instanceof Otherwise.Expect(ProcessRef spawned, long _)
          ? Optional.of(spawned)
          : Optional.empty();
    }
  }

  /// Detectors that are commands are being asked.
  ///
  /// @param own the run that it is to be, if none of them says that it is up
  record Asking(RunId own) implements Sought {}

  /// A pid file is to name the process, and is read again and again.
  sealed interface Unnamed extends Sought {
    /// When the next look is due.
    Alarm again();

    /// When that is given up, on the monotonic clock.
    long untilNanos();

    @Override
    default Optional<Alarm> alarm() {
      return Optional.of(again());
    }
  }

  /// The process that was spawned lives, and its pid file does not say yet which one to follow.
  ///
  /// @param startedNanos when it was spawned, on the monotonic clock
  record Expecting(RunId own, ProcessRef spawned, long startedNanos, Alarm again, long untilNanos)
      implements Unnamed {
    @Override
    public Optional<ProcessRef> process() {
      return Optional.of(spawned);
    }
  }

  /// The process that was spawned has put others into the background, and no pid file names one of
  /// them yet.
  record Awaiting(RunId own, Otherwise.Await launcher, Alarm again, long untilNanos)
      implements Unnamed {
    @Override
    public Optional<Ledger.LastExit> untold() {
      return Optional.of(launcher.launcher());
    }
  }
}
