package dev.tend.bench;

import dev.tend.core.cause.Cause;
import dev.tend.core.cron.CronState;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Entry;
import dev.tend.engine.Journal;
import dev.tend.engine.Output;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Ports that keep nothing.
final class Forgetful implements Journal, Output {

  @Override
  public void launching(RunId run, RunKind kind, InstanceId instance, Instant at) {}

  @Override
  public void launched(RunId run, ProcessRef process) {}

  @Override
  public void standing(InstanceId instance, Standing standing) {}

  @Override
  public void retired(InstanceId instance) {}

  @Override
  public void ended(RunId run) {}

  @Override
  public void job(UnitName job, JobState state) {}

  @Override
  public void jobGone(UnitName job) {}

  @Override
  public void heldDown(SortedMap<InstanceId, Cause.Asked> instances) {}

  @Override
  public void crons(SortedMap<UnitName, CronState> changed, SortedSet<UnitName> gone) {}

  @Override
  public void append(List<Entry> entries) {}

  @Override
  public Recovery recover() {
    return new Recovery(
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        false,
        List.of(),
        new TreeMap<>(),
        new TreeMap<>(),
        "");
  }

  @Override
  public void open(Writer writer, LogRule rule) {}

  @Override
  public void resume(Writer writer, LogRule rule) {}

  @Override
  public void discard(Writer writer, LogRule rule) {}

  @Override
  public void retire(InstanceId instance) {}

  @Override
  public void close() {}
}
