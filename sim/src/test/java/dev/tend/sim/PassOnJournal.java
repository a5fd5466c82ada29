package dev.tend.sim;

import dev.tend.core.cause.Cause;
import dev.tend.core.cron.CronState;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Entry;
import dev.tend.engine.Journal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/// Passes everything on to a journal; a fault is what a subclass does otherwise.
class PassOnJournal implements Journal {
  private final Journal journal;

  PassOnJournal(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void launching(RunId run, RunKind kind, InstanceId instance, Instant at) {
    journal.launching(run, kind, instance, at);
  }

  @Override
  public void launched(RunId run, ProcessRef process) {
    journal.launched(run, process);
  }

  @Override
  public void ended(RunId run) {
    journal.ended(run);
  }

  @Override
  public void standing(InstanceId instance, Standing standing) {
    journal.standing(instance, standing);
  }

  @Override
  public void retired(InstanceId instance) {
    journal.retired(instance);
  }

  @Override
  public void job(UnitName job, JobState state) {
    journal.job(job, state);
  }

  @Override
  public void jobGone(UnitName job) {
    journal.jobGone(job);
  }

  @Override
  public void heldDown(SortedMap<InstanceId, Cause.Asked> instances) {
    journal.heldDown(instances);
  }

  @Override
  public void crons(SortedMap<UnitName, CronState> changed, SortedSet<UnitName> gone) {
    journal.crons(changed, gone);
  }

  @Override
  public void append(List<Entry> entries) {
    journal.append(entries);
  }

  @Override
  public Recovery recover() {
    return journal.recover();
  }
}
