package dev.tend.sim;

import dev.tend.core.cause.Cause;
import dev.tend.core.cron.CronState;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Entry;
import dev.tend.core.world.Recovered;
import dev.tend.engine.Journal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The durable memory of the simulated machine; it outlives its daemons, and its boots.
public final class SimJournal implements Journal {
  private final Mortality mortality;
  private final SortedMap<RunId, OpenRun> open = new TreeMap<>();
  private final SortedMap<RunId, OpenRun> lost = new TreeMap<>();
  private final SortedMap<InstanceId, Standing> standings = new TreeMap<>();
  private final Map<RunId, Exit> exits = new LinkedHashMap<>();
  private final SortedMap<UnitName, Recovered.Job> jobs = new TreeMap<>();
  private SortedMap<InstanceId, Cause.Asked> held = new TreeMap<>();
  private final SortedMap<UnitName, CronState> crons = new TreeMap<>();
  private final Set<UnitName> launched = new TreeSet<>();
  private Consumer<Entry> reader = _ -> {};
  private boolean rebooted;
  private int boots = 1;

  SimJournal(Mortality mortality) {
    this.mortality = mortality;
  }

  /// A memory for a machine whose daemon does not die.
  public SimJournal() {
    this(new Mortality());
  }

  /// Is called with each entry before it is written, and so before anything follows from it.
  void reader(Consumer<Entry> next) {
    reader = next;
  }

  /// The one recorded end of each run that ended.
  Map<RunId, Exit> exits() {
    return exits;
  }

  /// Where each instance stands, as the next daemon would find it.
  SortedMap<InstanceId, Standing> standings() {
    return standings;
  }

  /// How far each job has come, as the next daemon would find it.
  SortedMap<UnitName, Recovered.Job> jobs() {
    return jobs;
  }

  /// The runs of which no end is recorded.
  SortedMap<RunId, OpenRun> open() {
    return open;
  }

  /// The machine was booted: what was open is over, and where things stood holds no longer.
  void boot() {
    rebooted = true;
    boots++;
    lost.putAll(open);
    open.clear();
    standings.clear();
    jobs.replaceAll((_, job) -> new Recovered.Job(job.state(), true));
  }

  @Override
  public void launching(RunId run, RunKind kind, InstanceId instance, Instant at) {
    mortality.pass("before launching");
    open.put(run, new OpenRun(run, kind, instance, at, Optional.empty()));
    launched.add(instance.unit());
    mortality.pass("after launching");
  }

  @Override
  public void launched(RunId run, ProcessRef process) {
    mortality.pass("before launched");
    open.computeIfPresent(
        run,
        (_, was) ->
            new OpenRun(run, was.kind(), was.instance(), was.launchedAt(), Optional.of(process)));
    mortality.pass("after launched");
  }

  @Override
  public void ended(RunId run) {
    mortality.pass("before ended");
    open.remove(run);
    lost.remove(run);
    mortality.pass("after ended");
  }

  @Override
  public void standing(InstanceId instance, Standing standing) {
    mortality.pass("before standing");
    standings.put(instance, standing);
    mortality.pass("after standing");
  }

  @Override
  public void retired(InstanceId instance) {
    mortality.pass("before retired");
    standings.remove(instance);
    mortality.pass("after retired");
  }

  @Override
  public void job(UnitName job, JobState state) {
    mortality.pass("before job");
    jobs.put(job, new Recovered.Job(state, false));
    mortality.pass("after job");
  }

  @Override
  public void jobGone(UnitName job) {
    mortality.pass("before jobGone");
    jobs.remove(job);
    mortality.pass("after jobGone");
  }

  @Override
  public void heldDown(SortedMap<InstanceId, Cause.Asked> instances) {
    mortality.pass("before heldDown");
    held = new TreeMap<>(instances);
    mortality.pass("after heldDown");
  }

  @Override
  public void crons(SortedMap<UnitName, CronState> changed, SortedSet<UnitName> gone) {
    mortality.pass("before crons");
    crons.putAll(changed);
    crons.keySet().removeAll(gone);
    mortality.pass("after crons");
  }

  /// The units of which a run was ever recorded.
  Set<UnitName> launched() {
    return launched;
  }

  /// What cron jobs account for, as the next daemon would find it.
  SortedMap<UnitName, CronState> crons() {
    return crons;
  }

  @Override
  public void append(List<Entry> entries) {
    entries.forEach(reader);
    mortality.pass("before append");
    for (Entry entry : entries) {
      if (entry.cause() instanceof Cause.Exited(RunId run, Exit exit, Instant _)
          && entry.type().equals("exited")) {
        counted(run, exit);
        exits.merge(run, exit, (first, again) -> first(run, first, again));
      }
    }
    rebooted = false;
    mortality.pass("after append");
  }

  /// What is noted with the job that counts it is known, whoever tells of it.
  private void counted(RunId run, Exit told) {
    for (Recovered.Job job : jobs.values()) {
      for (Cause.Exited end : job.state().ends().values()) {
        if (end.run().equals(run) && !end.exit().equals(told)) {
          throw new Violation(
              "3: the end of " + run + " is counted as " + end.exit() + ", and told as " + told);
        }
      }
    }
  }

  /// A daemon may tell once more of an end that its predecessor told of, never of another one; of a
  /// command beside a service it may not know any more what it came to.
  private Exit first(RunId run, Exit first, Exit again) {
    OpenRun known = open.getOrDefault(run, lost.get(run));
    boolean beside = known != null && known.kind() != RunKind.MAIN;
    boolean forgotten = (beside || lost.containsKey(run)) && again instanceof Exit.Unknown;
    if (!again.equals(first) && !forgotten) {
      throw new Violation("3: the end of " + run + " is told as " + first + " and as " + again);
    }
    return first;
  }

  @Override
  public Recovery recover() {
    mortality.pass("recover");
    return new Recovery(
        new TreeMap<>(open),
        new TreeMap<>(lost),
        new TreeMap<>(standings),
        new TreeMap<>(held),
        rebooted,
        List.of(),
        new TreeMap<>(jobs),
        new TreeMap<>(crons),
        "boot-" + boots);
  }
}
