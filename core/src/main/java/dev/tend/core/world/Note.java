package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.cron.CronState;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the next daemon has to know before anything follows from it.
public sealed interface Note {

  /// These are all that an operator wants down, and who asked for it, when.
  record HeldDown(SortedMap<InstanceId, Cause.Asked> instances) implements Note {
    public HeldDown {
      instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
    }
  }

  /// These cron jobs have come so far, and those are none any more. Forced to the disk, all at
  /// once: what they account for outlives a boot.
  record Crons(SortedMap<UnitName, CronState> changed, SortedSet<UnitName> gone) implements Note {
    public Crons {
      changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
      gone = Collections.unmodifiableSortedSet(new TreeSet<>(gone));
    }
  }

  /// The instance stands here now.
  record Stands(InstanceId instance, Standing standing) implements Note {}

  /// The job stands here now.
  record JobStands(UnitName job, JobState state) implements Note {}

  /// The job is no part of the configuration any more.
  record JobGone(UnitName job) implements Note {}
}
