package dev.tend.linux;

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
import dev.tend.engine.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// The journal as files. In the runtime directory: `records`, with one for each open run, written
/// before and after its spawn and removed at its end, and one for where each instance stands. In
/// the state directory: `held-down`, what operators stopped, `jobs`, how far each job has come,
/// `crons`, what cron jobs account for, and `boot`, the boot that a daemon saw last.
///
/// What is in the runtime directory has to outlive the daemon, not the machine: no process does
/// either, and the monotonic clock begins anew. So it is not forced to a disk, the directory is
/// best a tmpfs, as `/run` is, and where it is none, each record names its boot. What an operator
/// stopped, and what jobs have done, has to outlive both.
///
/// What happened ([#append]) is kept in memory by the feed only, in this version.
public final class RunRecords implements Journal, AutoCloseable {

  /// What the keys of records begin with.
  private static final String RUN = "run/";

  private static final String INSTANCE = "instance/";
  private static final String JOB = "job/";

  private final Libc libc = new Libc();
  private final SmallFiles small = new SmallFiles(libc);
  private final RecordFiles files = new RecordFiles(libc, small);
  private final ProcReader proc = new ProcReader(small);
  private final RecordPlaces places;
  private final CronRecords crons;
  private final RecordPlaces jobs;
  private final Path heldDown;
  private final Path boot;
  private final SortedMap<RunId, OpenRun> open = new TreeMap<>();
  private final SortedMap<RunId, OpenRun> lost = new TreeMap<>();
  private boolean bootNoted;

  /// @param runtime where the file `records` goes
  /// @param state where the files `held-down` and `boot` go
  public RunRecords(Path runtime, Path state) throws IOException {
    places = new RecordPlaces(libc, Files.createDirectories(runtime).resolve("records"));
    jobs = new RecordPlaces(libc, Files.createDirectories(state).resolve("jobs"));
    heldDown = state.resolve("held-down");
    boot = state.resolve("boot");
    crons = new CronRecords(libc, files, state);
  }

  @Override
  public void launching(RunId run, RunKind kind, InstanceId instance, Instant at) {
    save(new OpenRun(run, kind, instance, at, Optional.empty()));
  }

  @Override
  public void launched(RunId run, ProcessRef process) {
    OpenRun was = open.get(run);
    if (was == null) {
      throw new IllegalStateException("run " + run + " was never launched, or has ended");
    }
    save(new OpenRun(run, was.kind(), was.instance(), was.launchedAt(), Optional.of(process)));
  }

  private void save(OpenRun run) {
    open.put(run.run(), run);
    put(key(run.run()), new RunRecord(run, proc.bootId()).text());
  }

  @Override
  public void ended(RunId run) {
    boolean known = open.remove(run) != null || lost.remove(run) != null;
    if (known) {
      files.report(places.remove(key(run)), places.file());
    }
  }

  @Override
  public void standing(InstanceId instance, Standing standing) {
    String text = new StandingRecord(standing, proc.bootId()).text();
    put(key(instance), text);
  }

  @Override
  public void retired(InstanceId instance) {
    files.report(places.remove(key(instance)), places.file());
  }

  private void put(String key, String text) {
    files.report(places.put(key, text), places.file());
  }

  private static String key(RunId run) {
    return RUN + run.text();
  }

  private static String key(InstanceId instance) {
    return INSTANCE + instance;
  }

  @Override
  public void job(UnitName job, JobState state) {
    files.report(jobs.put(key(job), new JobRecord(state, proc.bootId()).text()), jobs.file());
  }

  @Override
  public void jobGone(UnitName job) {
    files.report(jobs.remove(key(job)), jobs.file());
  }

  private static String key(UnitName job) {
    return JOB + job;
  }

  @Override
  public void heldDown(SortedMap<InstanceId, Cause.Asked> held) {
    Facts facts = new Facts();
    held.forEach((id, asked) -> facts.put(id.toString(), CauseText.lines(asked).getFirst()));
    files.writeDurably(heldDown, facts.text());
  }

  @Override
  public void crons(SortedMap<UnitName, CronState> changed, SortedSet<UnitName> gone) {
    crons.write(changed, gone);
  }

  @Override
  public void append(List<Entry> entries) {
    // The feed has them; the history that outlives the daemon will be kept from here.
    if (!bootNoted) {
      // Not before they were told that it is another one.
      files.writeDurably(boot, proc.bootId() + "\n");
      bootNoted = true;
    }
  }

  @Override
  public Recovery recover() {
    SortedMap<InstanceId, Standing> standings = new TreeMap<>();
    boolean[] older = {false};
    List<String> torn = files.readAll(places, (key, text) -> read(key, text, standings, older));
    torn.stream().filter(key -> key.startsWith(RUN)).forEach(this::salvage);
    SortedMap<UnitName, Recovered.Job> known = new TreeMap<>();
    files.readAll(jobs, (key, text) -> read(key, text, known));
    return new Recovery(
        new TreeMap<>(open),
        new TreeMap<>(lost),
        standings,
        readHeldDown(),
        rebooted() || older[0],
        files.setAside(),
        known,
        crons.read(),
        proc.bootId());
  }

  private void read(String key, String text, SortedMap<UnitName, Recovered.Job> known) {
    if (!key.startsWith(JOB)) {
      throw new IllegalArgumentException("it is about no job");
    }
    JobRecord record = JobRecord.parse(text);
    boolean earlier = !record.bootId().equals(proc.bootId());
    known.put(
        new UnitName(key.substring(JOB.length())), new Recovered.Job(record.state(), earlier));
  }

  private void read(
      String key, String text, SortedMap<InstanceId, Standing> standings, boolean[] older) {
    if (key.startsWith(RUN)) {
      RunId id = new RunId(key.substring(RUN.length()));
      RunRecord record = RunRecord.parse(id, text);
      boolean now = record.bootId().equals(proc.bootId());
      (now ? open : lost).put(id, record.run());
      older[0] |= !now;
    } else if (key.startsWith(INSTANCE)) {
      InstanceId instance = RunRecord.instance(key.substring(INSTANCE.length()));
      StandingRecord record = StandingRecord.parse(text);
      if (record.bootId().equals(proc.bootId())) {
        standings.put(instance, record.standing());
      } else {
        older[0] = true;
      }
    } else {
      throw new IllegalArgumentException("it is about nothing of ours");
    }
  }

  /// A process whose record is torn still carries the names of its run and of its instance.
  private void salvage(String key) {
    RunId id = new RunId(key.substring(RUN.length()));
    if (open.containsKey(id)) {
      // Its writer died over the next text of a record whose last one is there.
      return;
    }
    for (int pid : proc.all()) {
      Optional<InstanceId> instance = proc.instance(pid, id);
      if (instance.isPresent()) {
        // When it was launched nobody knows any more.
        Instant at = RecordFiles.writtenAt(places.file());
        save(new OpenRun(id, RunKind.MAIN, instance.get(), at, Optional.empty()));
        return;
      }
    }
  }

  private SortedMap<InstanceId, Cause.Asked> readHeldDown() {
    SortedMap<InstanceId, Cause.Asked> held = new TreeMap<>();
    if (Files.exists(heldDown)) {
      files.isRead(
          heldDown,
          path -> {
            Facts facts = Facts.parse(files.read(path));
            for (String instance : facts.names()) {
              if (CauseText.parse(List.of(facts.get(instance))) instanceof Cause.Asked asked) {
                held.put(RunRecord.instance(instance), asked);
              } else {
                throw new IllegalArgumentException("nobody asked for a stop of " + instance);
              }
            }
          });
    }
    return held;
  }

  private boolean rebooted() {
    return Files.exists(boot) && !files.read(boot).strip().equals(proc.bootId());
  }

  @Override
  public void close() {
    places.close();
    crons.close();
    jobs.close();
    small.close();
    libc.close();
  }
}
