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

/// A journal that notes what is asked of it, in order, among other things that a test notes.
final class NotingJournal implements Journal {
  private final SimJournal journal = new SimJournal();
  private final List<String> notes;

  NotingJournal(List<String> notes) {
    this.notes = notes;
  }

  @Override
  public void launching(RunId run, RunKind kind, InstanceId instance, Instant at) {
    notes.add("launching " + instance);
    journal.launching(run, kind, instance, at);
  }

  @Override
  public void launched(RunId run, ProcessRef process) {
    notes.add("launched");
    journal.launched(run, process);
  }

  @Override
  public void standing(InstanceId instance, Standing standing) {
    notes.add("standing " + standing.phase().getClass().getSimpleName());
    journal.standing(instance, standing);
  }

  @Override
  public void retired(InstanceId instance) {
    notes.add("retired " + instance);
    journal.retired(instance);
  }

  @Override
  public void ended(RunId run) {
    notes.add("ended");
    journal.ended(run);
  }

  @Override
  public void job(UnitName job, JobState state) {
    notes.add("job " + state.phaseName());
    journal.job(job, state);
  }

  @Override
  public void jobGone(UnitName job) {
    notes.add("job gone");
    journal.jobGone(job);
  }

  @Override
  public void heldDown(SortedMap<InstanceId, Cause.Asked> instances) {
    notes.add("held down " + instances.keySet());
    journal.heldDown(instances);
  }

  @Override
  public void crons(SortedMap<UnitName, CronState> changed, SortedSet<UnitName> gone) {
    notes.add("cron jobs " + changed.keySet());
    journal.crons(changed, gone);
  }

  @Override
  public void append(List<Entry> entries) {
    entries.forEach(entry -> notes.add("entry " + entry.type()));
    journal.append(entries);
  }

  @Override
  public Recovery recover() {
    return journal.recover();
  }
}
