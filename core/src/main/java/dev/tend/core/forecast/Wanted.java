package dev.tend.core.forecast;

import dev.tend.core.job.Verdict;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.JobView;
import dev.tend.core.world.Snapshot;
import java.util.SortedSet;
import java.util.TreeSet;

/// The units that are wanted up to begin with.
///
/// @param held what an operator stopped: whoever requires it does not bring it up
public record Wanted(SortedSet<UnitName> units, SortedSet<UnitName> held) {

  /// These, and nobody has stopped any.
  public Wanted(SortedSet<UnitName> units) {
    this(units, new TreeSet<>());
  }

  /// Those that a running daemon wants up, within their windows at least.
  public static Wanted of(Snapshot snapshot) {
    SortedSet<UnitName> wanted = new TreeSet<>();
    for (InstanceView view : snapshot.instances()) {
      if (view.targetUp() || view.dates().outside().isPresent()) {
        wanted.add(view.id().unit());
      }
    }
    for (JobView job : snapshot.jobs()) {
      boolean stopped =
          job.state().verdict().filter(why -> why.reason() == Verdict.Reason.STOPPED).isPresent();
      if (stopped) {
        wanted.remove(job.name());
      } else if (job.spec().daily()) {
        wanted.add(job.name());
      }
    }
    snapshot
        .crons()
        .forEach((name, cron) -> {
          if (!cron.suspended()) {
            wanted.add(name);
          }
        });
    SortedSet<UnitName> held = new TreeSet<>();
    snapshot.heldDown().forEach(id -> held.add(id.unit()));
    held.removeAll(wanted);
    return new Wanted(wanted, held);
  }

  /// Those that a daemon which starts with it wants up.
  public static Wanted of(Configuration configuration) {
    SortedSet<UnitName> wanted = new TreeSet<>();
    configuration
        .units()
        .forEach((name, unit) -> {
          boolean fires = unit instanceof CronSpec cron && !cron.rule().suspend();
          if (fires || unit.each().autostart()) {
            wanted.add(name);
          }
        });
    return new Wanted(wanted);
  }
}
