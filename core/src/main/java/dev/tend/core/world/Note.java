package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the next daemon has to know before anything follows from it.
public sealed interface Note {

  /// These are all that an operator wants down, and who asked for it, when.
  record HeldDown(SortedMap<InstanceId, Cause.Asked> instances) implements Note {
    public HeldDown {
      instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
    }
  }

  /// The instance stands here now.
  record Stands(InstanceId instance, Standing standing) implements Note {}

  /// The job stands here now.
  record JobStands(UnitName job, JobState state) implements Note {}

  /// The job is no part of the configuration any more.
  record JobGone(UnitName job) implements Note {}
}
