package dev.tend.core.world;

import dev.tend.core.cause.Actor;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.UnitName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an operator may ask of the world.
public sealed interface Request {

  Actor actor();

  /// Brings units up, what they require with them; for a failed or completed one, tries again.
  ///
  /// @param force whether also those that are outside their windows, until those open
  record Start(List<Selector> what, boolean force, Actor actor) implements Request {
    public Start {
      what = List.copyOf(what);
    }

    public Start(List<Selector> what, Actor actor) {
      this(what, false, actor);
    }
  }

  /// Brings units down, what requires them first; they stay down until somebody asks otherwise.
  ///
  /// @param patience how long these may take before they are killed, instead of what their specs
  ///   say
  record Stop(List<Selector> what, Optional<Duration> patience, Actor actor) implements Request {
    public Stop {
      what = List.copyOf(what);
    }

    public Stop(List<Selector> what, Actor actor) {
      this(what, Optional.empty(), actor);
    }
  }

  /// Stops and starts units, and in order those that run and require them.
  record Restart(List<Selector> what, Actor actor) implements Request {
    public Restart {
      what = List.copyOf(what);
    }
  }

  /// Restarts instances that are to be up, a few at a time, for as long as the new ones become
  /// ready.
  ///
  /// @param atOnce how many of them may be down at once, at least 1
  record Roll(List<Selector> what, int atOnce, Actor actor) implements Request {
    public Roll {
      what = List.copyOf(what);
    }
  }

  /// Changes how many instances a unit has, until the next reload that changes the unit.
  record Scale(UnitName unit, int instances, Actor actor) implements Request {}

  /// Says what putting a configuration in force would do, and does nothing.
  record Rehearse(Configuration configuration, Actor actor) implements Request {}

  /// Tells one cron job something.
  record Cron(UnitName cron, Order order, Actor actor) implements Request {
    /// What it is told.
    public enum Order {
      /// Run now, suspended or not.
      TRIGGER("run", "triggered"),
      /// Skip what the schedule says until somebody resumes it.
      SUSPEND("suspension", "suspended"),
      RESUME("resumption", "resumed");

      private final String text;
      private final String past;

      Order(String text, String past) {
        this.text = text;
        this.past = past;
      }

      /// What was asked for, as a noun.
      String text() {
        return text;
      }

      /// What happened to it.
      String past() {
        return past;
      }
    }
  }

  /// Wants something of a job that is more than its workers' coming and going.
  record OfJob(UnitName job, Verb verb, Actor actor) implements Request {

    /// What.
    public enum Verb {
      /// Begins it anew, unless it goes on.
      RUN,
      /// Begins it anew, whatever it does.
      RESTART,
      /// Begins it anew if it is over, resumes it if it is suspended.
      START,
      STOP,
      SUSPEND,
      RESUME
    }
  }

  /// Puts another configuration in force: touches what changed and nothing else.
  ///
  /// @param base of the plan that is to be carried out, and no other; empty for whatever it comes
  ///   to
  /// @param watch for how long what it touches has to do its work, or else it is taken back; empty
  ///   for no such trial
  record Reload(
      Configuration configuration, Optional<String> base, Optional<Duration> watch, Actor actor)
      implements Request {

    public Reload(Configuration configuration, Actor actor) {
      this(configuration, Optional.empty(), Optional.empty(), actor);
    }
  }

  /// Ends the daemon: with `keep` at once, leaving the processes; otherwise once all have stopped.
  record Shutdown(boolean keep, Actor actor) implements Request {}

  /// Kills what a shutdown or a stop still waits for.
  record Hasten(Actor actor) implements Request {}
}
