package dev.tend.core.cause;

import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Why a transition happened: what came in, from whom, by which rule, over which edge.
///
/// Every state carries one. Those that come from outside (somebody asked, a process exited, the
/// configuration said so) are roots; the others name what they follow from, so that a chain ends
/// after a few links however long a unit has been crashing.
public sealed interface Cause {

  Instant at();

  /// What happened, as a clause without a full stop: `root asked for a stop`.
  String sentence();

  /// What sort of thing it was, for programs.
  default Kind kind() {
    return switch (this) {
      case Asked _ -> Kind.ASKED;
      case Configured _ -> Kind.CONFIGURED;
      case Exited _ -> Kind.EXITED;
      case SpawnFailed _ -> Kind.SPAWN_FAILED;
      case TimedOut _ -> Kind.TIMED_OUT;
      case Failed _ -> Kind.FAILED;
      case Proved _ -> Kind.PROVED;
      case Observed _ -> Kind.OBSERVED;
      case Rule _ -> Kind.RULE;
      case Edge _ -> Kind.EDGE;
      case Recovered _ -> Kind.RECOVERED;
    };
  }

  /// The sorts of causes, one for each.
  enum Kind {
    ASKED,
    CONFIGURED,
    EXITED,
    SPAWN_FAILED,
    TIMED_OUT,
    FAILED,
    PROVED,
    OBSERVED,
    RULE,
    EDGE,
    RECOVERED;

    /// `spawn_failed`, as programs get it.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The sentence with what it follows from, where that is an end of the process or a refusal to
  /// start: `it exited with code 3; attempt 2 after a backoff of 1s`. It stands alone.
  default String story() {
    return sentence();
  }

  /// An operator asked.
  record Asked(Actor actor, String verb, Instant at) implements Cause {
    @Override
    public String sentence() {
      return actor + " asked for a " + verb;
    }
  }

  /// The configuration says so: the daemon started, or a reload brought or changed or removed it.
  record Configured(String what, Instant at) implements Cause {
    @Override
    public String sentence() {
      return what;
    }
  }

  /// The process ended by itself.
  record Exited(RunId run, Exit exit, Instant at) implements Cause {
    @Override
    public String sentence() {
      return "it " + exit.sentence();
    }
  }

  /// The process could not be started.
  record SpawnFailed(RunId run, SpawnFault fault, Instant at) implements Cause {
    @Override
    public String sentence() {
      return fault.sentence();
    }
  }

  /// A deadline passed: `it was not ready within 30s (start_within)`.
  record TimedOut(String what, Instant at) implements Cause {
    @Override
    public String sentence() {
      return what;
    }
  }

  /// Something beside the process failed: a hook.
  record Failed(String what, Instant at) implements Cause {
    @Override
    public String sentence() {
      return what;
    }
  }

  /// A process said so itself, or lived long enough to be believed.
  record Proved(String how, Instant at) implements Cause {
    @Override
    public String sentence() {
      return how;
    }
  }

  /// What the process did, or did not do while it lived, counts as a failure.
  record Observed(String what, Instant at) implements Cause {
    @Override
    public String sentence() {
      return what;
    }
  }

  /// A rule of the unit's own followed from something: the restart policy, a backoff that is over.
  record Rule(String rule, Instant at, Cause because) implements Cause {
    @Override
    public String sentence() {
      return rule;
    }

    @Override
    public String story() {
      return switch (because) {
        case Exited _, SpawnFailed _, TimedOut _, Observed _, Failed _ ->
            because.story() + "; " + rule;
        case Asked _, Configured _, Proved _, Rule _, Edge _, Recovered _ -> rule;
      };
    }
  }

  /// An edge to another unit: `db is not ready`, `db is being stopped`.
  ///
  /// @param because what made the other unit so, where what goes over the edge comes of that
  record Edge(UnitName unit, String condition, Instant at, Optional<Cause> because)
      implements Cause {
    public Edge(UnitName unit, String condition, Instant at) {
      this(unit, condition, at, Optional.empty());
    }

    @Override
    public String sentence() {
      return unit + " " + condition;
    }
  }

  /// An earlier daemon started it, and this one found it alive, or gone.
  record Recovered(String how, Instant at) implements Cause {
    @Override
    public String sentence() {
      return how;
    }
  }
}
