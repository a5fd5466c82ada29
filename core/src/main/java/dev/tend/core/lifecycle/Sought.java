package dev.tend.core.lifecycle;

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
  }

  /// A detector's command runs.
  ///
  /// @param detector its place among the detectors of the unit
  /// @param due when it is killed
  record Asking(RunId own, int detector, Alarm due) implements Sought {
    @Override
    public Optional<Alarm> alarm() {
      return Optional.of(due);
    }
  }

  /// A detector's command has answered, or never will, and what is left of it was killed.
  record Answered(RunId own, int detector, boolean up, Alarm overdue) implements Sought {
    @Override
    public Optional<Alarm> alarm() {
      return Optional.of(overdue);
    }
  }

  /// The process that was spawned has put others into the background, and no pid file names one of
  /// them yet.
  ///
  /// @param again when the next look is due
  record Awaiting(RunId own, Otherwise.Await launcher, Alarm again) implements Sought {
    @Override
    public Optional<Alarm> alarm() {
      return Optional.of(again);
    }

    @Override
    public Optional<Ledger.LastExit> untold() {
      return Optional.of(launcher.launcher());
    }
  }
}
