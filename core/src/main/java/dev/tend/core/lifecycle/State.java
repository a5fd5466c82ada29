package dev.tend.core.lifecycle;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import java.util.Optional;

/// What one instance is doing, holding only what is true while it does it.
///
/// Whether the instance should be up is no part of it: that is its target, which the world holds.
public sealed interface State {

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

  /// Whether a process of it lives is being found out.
  sealed interface Sought extends State {
    RunId own();

    @Override
    default StateName name() {
      return StateName.STARTING;
    }

    @Override
    default Optional<RunId> run() {
      return Optional.of(own());
    }
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

  /// Up, says a detector, without a process that is known; nobody starts a second one.
  record Elsewhere() implements State {
    @Override
    public StateName name() {
      return StateName.WAITING;
    }
  }

  /// The process lives, and nobody has asked it to end.
  sealed interface Alive extends State {
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

  /// The process lives and does its work.
  record Running(RunId own, ProcessRef main, long startedNanos) implements Alive {
    @Override
    public StateName name() {
      return StateName.RUNNING;
    }
  }

  /// On the way down: something of the run is, or may be, alive.
  sealed interface Leaving extends State {
    Remains rest();

    Leaving with(Remains rest);

    @Override
    default boolean concerns(RunId run) {
      return rest().left().contains(run);
    }

    @Override
    default StateName name() {
      return StateName.STOPPING;
    }

    @Override
    default Optional<RunId> run() {
      return Optional.of(rest().own());
    }
  }

  /// The process was asked to end and has not ended yet.
  ///
  /// @param killDue when the whole tree is killed
  record Stopping(Remains rest, ProcessRef main, Alarm killDue) implements Leaving {
    @Override
    public Stopping with(Remains rest) {
      return new Stopping(rest, main, killDue);
    }

    @Override
    public Optional<Alarm> alarm() {
      return Optional.of(killDue);
    }

    @Override
    public Optional<ProcessRef> process() {
      return Optional.of(main);
    }

    @Override
    public boolean ends(RunId run) {
      return run.equals(rest.own());
    }
  }

  /// The process ended, and others of its tree, which were asked to end too, have not.
  record Clearing(Remains rest, Alarm killDue) implements Leaving {
    @Override
    public Clearing with(Remains rest) {
      return new Clearing(rest, killDue);
    }

    @Override
    public Optional<Alarm> alarm() {
      return Optional.of(killDue);
    }
  }

  /// The whole tree was killed, and is not gone yet.
  ///
  /// @param main the main process, while even that is not gone
  /// @param overdue when it is said that something does not die, and killed once more
  record Killing(Remains rest, Optional<ProcessRef> main, Alarm overdue) implements Leaving {
    @Override
    public Killing with(Remains rest) {
      return new Killing(rest, main, overdue);
    }

    @Override
    public Optional<Alarm> alarm() {
      return Optional.of(overdue);
    }

    @Override
    public Optional<ProcessRef> process() {
      return main;
    }

    @Override
    public boolean ends(RunId run) {
      return rest.left().contains(run);
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
