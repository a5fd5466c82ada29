package dev.tend.core.lifecycle;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import java.util.Optional;

/// On the way down: something of the run is, or may be, alive.
public sealed interface Leaving extends State {
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

  /// Something of the run itself is, or may be, alive, and was asked or made to end.
  sealed interface Dying extends Leaving {}

  /// The process is to end, and the `pre_stop` hooks run first.
  ///
  /// @param main the process, unless it has ended meanwhile
  record Retiring(Remains rest, Optional<ProcessRef> main) implements Leaving {
    @Override
    public Retiring with(Remains rest) {
      return new Retiring(rest, main);
    }

    @Override
    public Optional<ProcessRef> process() {
      return main;
    }

    @Override
    public boolean ends(RunId run) {
      return run.equals(rest.own());
    }
  }

  /// Nothing of the run is left; what went on beside it was ended, and is not gone yet.
  ///
  /// @param tidies whether the `post_stop` hooks follow
  record Parting(Remains rest, boolean tidies) implements Leaving {
    @Override
    public Parting with(Remains rest) {
      return new Parting(rest, tidies);
    }
  }

  /// Nothing of the run is left, and the `post_stop` hooks run.
  record Tidying(Remains rest) implements Leaving {
    @Override
    public Tidying with(Remains rest) {
      return new Tidying(rest);
    }
  }

  /// The process was asked to end and has not ended yet.
  ///
  /// @param killDue when the whole tree is killed
  record Stopping(Remains rest, ProcessRef main, Alarm killDue) implements Dying {
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
  record Clearing(Remains rest, Alarm killDue) implements Dying {
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
  record Killing(Remains rest, Optional<ProcessRef> main, Alarm overdue) implements Dying {
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
}
