package dev.tend.core.world;

import dev.tend.core.plan.Plan;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.List;

/// What became of a request, said once it was stepped and journalled; its effects may still go on.
public sealed interface Reply {

  /// Taken.
  ///
  /// @param instances whose target or spec it touched; empty where all was so already
  /// @param position the number of the last entry in the feed before its consequences: following
  ///   the feed from there misses none of them
  record Done(List<InstanceId> instances, long position) implements Reply {
    public Done {
      instances = List.copyOf(instances);
    }
  }

  /// A reload was taken.
  ///
  /// @param restarted units whose processes are replaced because of what changed
  /// @param updated units that took over their changes while running
  record Reloaded(
      List<UnitName> created,
      List<UnitName> removed,
      List<UnitName> restarted,
      List<UnitName> updated,
      long position)
      implements Reply {
    public Reloaded {
      created = List.copyOf(created);
      removed = List.copyOf(removed);
      restarted = List.copyOf(restarted);
      updated = List.copyOf(updated);
    }
  }

  /// What would be done; nothing was.
  record Planned(Plan plan) implements Reply {}

  /// Not done, and nothing changed.
  record Refused(Reason reason, String sentence, String hint) implements Reply {}

  /// Which kind of refusal.
  enum Reason {
    /// Nothing goes by that name.
    NOT_FOUND,
    /// It cannot be done now: the daemon is ending, say.
    CONFLICT,
    /// It makes no sense.
    INVALID
  }
}
