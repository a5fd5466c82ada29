package dev.tend.daemon.routes;

import dev.tend.core.cause.Actor;
import dev.tend.core.plan.Plan;
import dev.tend.core.world.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Says what other configurations would do, and puts them in force as it said.
public interface Planning {

  /// Changes nothing.
  Result plan(Proposal what, Actor actor);

  /// Puts it in force; what was done comes back.
  Result apply(Proposal what, Terms how, Actor actor);

  /// A configuration that somebody would like to have.
  sealed interface Proposal {

    /// That of the daemon, as its files stand now.
    record Own() implements Proposal {}

    /// A file or a folder, absolute.
    record At(Path path) implements Proposal {}

    /// A text, which is read as if it stood in the folder of the daemon's own.
    ///
    /// @param syntax `toml`, `yaml` or `json`
    record Text(String text, String syntax) implements Proposal {}
  }

  /// How it is to be put in force.
  ///
  /// @param base of the plan that is meant; empty means whatever it comes to
  /// @param watch for how long what it touches has to do its work, or else it is taken back
  /// @param temporary whether it may be another one than the daemon's own, until that ends
  record Terms(Optional<String> base, Optional<Duration> watch, boolean temporary) {}

  /// What came of it; unless it was told nothing has changed.
  sealed interface Result {

    /// @param config the file or folder that it is about; empty for a text
    /// @param notices what is doubtful, or takes effect only when the daemon is started again
    /// @param position the number of the last entry before its consequences; empty where nothing
    ///   was done
    record Told(Plan plan, Optional<Path> config, List<String> notices, Optional<Long> position)
        implements Result {
      public Told {
        notices = List.copyOf(notices);
      }
    }

    /// @param problems every mistake, with its place and a hint
    record Mistaken(List<String> problems) implements Result {
      public Mistaken {
        problems = List.copyOf(problems);
      }
    }

    /// It is not to be had, or not now.
    record Refused(Reply.Refused refusal) implements Result {}
  }
}
