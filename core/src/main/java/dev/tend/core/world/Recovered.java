package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.cron.CronState;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an earlier daemon left, after the kernel was asked about it.
///
/// @param runs those of this boot of which no end was recorded
/// @param lost those of an earlier boot; nothing of them is left
/// @param standings where each instance stood, in this boot
/// @param heldDown what an operator stopped, and who and when
/// @param rebooted whether the host was booted since an earlier daemon ran
/// @param setAside a sentence for each record that could not be read
/// @param jobs how far each job had come, in whatever boot
/// @param crons what cron jobs had accounted for
/// @param boot the id of the host's boot
public record Recovered(
    List<Run> runs,
    List<Lost> lost,
    SortedMap<InstanceId, Standing> standings,
    SortedMap<InstanceId, Cause.Asked> heldDown,
    boolean rebooted,
    List<String> setAside,
    SortedMap<UnitName, Job> jobs,
    SortedMap<UnitName, CronState> crons,
    String boot) {

  /// One of a host on which there were neither jobs nor cron jobs.
  public Recovered(
      List<Run> runs,
      List<Lost> lost,
      SortedMap<InstanceId, Standing> standings,
      SortedMap<InstanceId, Cause.Asked> heldDown,
      boolean rebooted,
      List<String> setAside) {
    this(runs, lost, standings, heldDown, rebooted, setAside, new TreeMap<>(), new TreeMap<>(), "");
  }

  public static final Recovered NOTHING =
      new Recovered(List.of(), List.of(), new TreeMap<>(), new TreeMap<>(), false, List.of());

  public Recovered {
    runs = List.copyOf(runs);
    lost = List.copyOf(lost);
    standings = Collections.unmodifiableSortedMap(new TreeMap<>(standings));
    heldDown = Collections.unmodifiableSortedMap(new TreeMap<>(heldDown));
    crons = Collections.unmodifiableSortedMap(new TreeMap<>(crons));
    setAside = List.copyOf(setAside);
    jobs = Collections.unmodifiableSortedMap(new TreeMap<>(jobs));
  }

  /// Whether no end of the run was recorded, and its start was.
  boolean open(RunId run) {
    return runs.stream().anyMatch(each -> each.run().equals(run));
  }

  Optional<Standing> standing(InstanceId id) {
    return Optional.ofNullable(standings.get(id));
  }

  /// How the run of an instance ended, if that was noted: where the instance stands, or before that
  /// by the job which counts it.
  Optional<Ledger.LastExit> end(InstanceId id, RunId run) {
    return standing(id)
        .filter(stood -> stood.counts(run))
        .flatMap(stood -> stood.ledger().lastExit())
        .or(() ->
            Optional.ofNullable(jobs.get(id.unit()))
                .map(job -> job.state().ends().get(id.number()))
                .filter(end -> end.run().equals(run))
                .map(end -> new Ledger.LastExit(run, end.exit(), end.at())));
  }

  /// One run of which no end was recorded.
  ///
  /// @param alive its main process, if that lives and is watched; otherwise the kernel watches, and
  ///   ends, what else is left of it
  public record Run(RunId run, RunKind kind, InstanceId instance, Optional<ProcessRef> alive) {}

  /// One run that the end of its boot ended.
  public record Lost(RunId run, InstanceId instance) {}

  /// How far a job had come.
  ///
  /// @param earlier whether that was noted in an earlier boot
  public record Job(JobState state, boolean earlier) {

    JobState at(Moment now) {
      return earlier ? state.rebased(now) : state;
    }
  }
}
