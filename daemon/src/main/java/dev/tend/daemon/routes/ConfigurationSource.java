package dev.tend.daemon.routes;

import dev.tend.core.cause.Actor;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What a daemon's configuration is made of, and the one place that changes it: one change after
/// the other, each as long as files take, so never on the loop's thread or a connection's.
public interface ConfigurationSource extends Planning {

  /// Reads everything anew and puts in force what changed.
  Outcome reload(Actor actor);

  /// Adds a unit that is kept beside what the operator wrote, and outlives the daemon.
  ///
  /// @param text what its file is to hold; nothing is kept of one that has mistakes
  Outcome register(UnitName unit, String text, Actor actor);

  /// Puts another spec of such a unit in force, and keeps that one from then on.
  Outcome replace(UnitName unit, String text, Actor actor);

  /// Stops such a unit and forgets it.
  ///
  /// @param patience how long it may take before it is killed, instead of what its spec says
  Outcome unregister(UnitName unit, Optional<Duration> patience, Actor actor);

  /// Puts a unit in force, with what it requires, that stands in the files and is not in force yet.
  Outcome load(UnitName unit, Actor actor);

  /// The units in force that were registered, with the file of each.
  SortedMap<UnitName, Path> registered();

  /// What came of a change; unless it is done nothing has changed.
  sealed interface Outcome {

    /// @param notices what is doubtful, or takes effect only when the daemon is started again
    record Done(Reply.Reloaded reply, List<String> notices) implements Outcome {
      public Done {
        notices = List.copyOf(notices);
      }
    }

    /// @param problems every mistake, with its place and a hint
    record Mistaken(List<String> problems) implements Outcome {
      public Mistaken {
        problems = List.copyOf(problems);
      }
    }

    /// It is not to be had, or not now.
    record Refused(Reply.Refused refusal) implements Outcome {}
  }

  static Outcome refused(Reply.Reason reason, String sentence, String hint) {
    return new Outcome.Refused(new Reply.Refused(reason, sentence, hint));
  }
}
