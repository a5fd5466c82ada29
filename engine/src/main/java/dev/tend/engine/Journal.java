package dev.tend.engine;

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
import dev.tend.core.world.Recovered;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/// The small durable memory that lets a daemon go on where its predecessor died.
///
/// What a method wrote is there for [#recover] whatever happens to the daemon after it returned. A
/// method that cannot write says so once in the daemon's log and lets the loop go on: supervision
/// does not depend on it.
public interface Journal {

  /// Before a spawn: the run exists, its process perhaps.
  void launching(RunId run, RunKind kind, InstanceId instance, Instant at);

  /// After a spawn that succeeded.
  void launched(RunId run, ProcessRef process);

  /// The run is over, or was refused: nothing of it is left.
  void ended(RunId run);

  /// Where an instance stands now. Written before the entries and the effects of the turn that
  /// changed it, so that whatever of these gets done, the next daemon counts on from here.
  void standing(InstanceId instance, Standing standing);

  /// The instance is gone for good.
  void retired(InstanceId instance);

  /// How far a job has come. Written like a standing, and before those of the same turn; what it
  /// has done it need not do again after a boot either.
  void job(UnitName job, JobState state);

  /// The job is no part of the configuration any more.
  void jobGone(UnitName job);

  /// Instances that an operator stopped, and who asked for it, when; they stay down for the next
  /// daemon too, a boot of the host in between or not.
  void heldDown(SortedMap<InstanceId, Cause.Asked> instances);

  /// What these cron jobs have accounted for, and which ones are none any more. Written, to outlive
  /// a boot and a power failure too, before anything follows from it.
  void crons(SortedMap<UnitName, CronState> changed, SortedSet<UnitName> gone);

  /// What happened; for readers of the feed and, later, the history. The end of a run may be told
  /// once more by the next daemon, if this one dies before [#ended]: with the same exit if a
  /// standing was written with it, else as unknown. The first telling counts.
  void append(List<Entry> entries);

  /// What an earlier daemon left. Called once, before the first turn.
  Recovery recover();

  /// One run of which no end was recorded.
  ///
  /// @param process empty if the daemon died between the two records of its spawn
  record OpenRun(
      RunId run,
      RunKind kind,
      InstanceId instance,
      Instant launchedAt,
      Optional<ProcessRef> process) {}

  /// All that is there to go on from; empty on a first start.
  ///
  /// @param openRuns those of this boot
  /// @param lostRuns those of an earlier boot, of which nothing can be left
  /// @param standings where instances stood, in this boot
  /// @param rebooted whether the host was booted since an earlier daemon ran
  /// @param setAside a sentence for each record that could not be read, and is kept elsewhere
  /// @param jobs how far each job had come
  /// @param crons what cron jobs had accounted for
  /// @param boot the id of this boot
  record Recovery(
      SortedMap<RunId, OpenRun> openRuns,
      SortedMap<RunId, OpenRun> lostRuns,
      SortedMap<InstanceId, Standing> standings,
      SortedMap<InstanceId, Cause.Asked> heldDown,
      boolean rebooted,
      List<String> setAside,
      SortedMap<UnitName, Recovered.Job> jobs,
      SortedMap<UnitName, CronState> crons,
      String boot) {}
}
