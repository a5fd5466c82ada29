package dev.tend.linux;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Entry;
import dev.tend.engine.Journal;
import dev.tend.linux.SmallFiles.Content;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The journal as files: one for each open run in the runtime directory, written before and after
/// its spawn and removed at its end, and one for what operators stopped in the state directory.
///
/// The records of runs have to outlive the daemon, not the machine: no process of theirs does
/// either. So they are not forced to a disk, and the directory is best a tmpfs, as `/run` is. What
/// an operator stopped has to outlive both.
///
/// What happened ([#append]) is kept in memory by the feed only, in this version.
public final class RunRecords implements Journal, AutoCloseable {

  private static final Logger LOG = System.getLogger(RunRecords.class.getName());
  private static final Standing FIRST = new Standing(1, 0, false, List.of());

  private final Libc libc = new Libc();
  private final SmallFiles files = new SmallFiles(libc);
  private final WholeFile wholeFile = new WholeFile(libc);
  private final Path runs;
  private final Path heldDown;
  private final NavigableMap<RunId, OpenRun> open = new TreeMap<>();
  private boolean failing;

  /// @param runtime where the folder `runs` goes
  /// @param state where the file `held-down` goes
  public RunRecords(Path runtime, Path state) throws IOException {
    runs = Files.createDirectories(runtime.resolve("runs"));
    heldDown = Files.createDirectories(state).resolve("held-down");
  }

  @Override
  public void launching(RunId run, RunKind kind, InstanceId instance, Instant at) {
    save(new OpenRun(run, kind, instance, at, Optional.empty(), FIRST));
  }

  @Override
  public void launched(RunId run, ProcessRef process, Standing standing) {
    change(
        run,
        was ->
            new OpenRun(
                run, was.kind(), was.instance(), was.launchedAt(), Optional.of(process), standing));
  }

  @Override
  public void standing(RunId run, Standing standing) {
    change(
        run,
        was ->
            new OpenRun(
                run, was.kind(), was.instance(), was.launchedAt(), was.process(), standing));
  }

  @Override
  public void ended(RunId run) {
    if (open.remove(run) != null) {
      report(wholeFile.remove(file(run)), file(run));
    }
  }

  @Override
  public void heldDown(SortedSet<InstanceId> instances) {
    String text = instances.stream().map(instance -> instance + "\n").collect(Collectors.joining());
    report(wholeFile.writeDurably(heldDown.toString(), text), heldDown.toString());
  }

  @Override
  public void append(List<Entry> entries) {
    // The feed has them; the history that outlives the daemon will be kept from here.
  }

  @Override
  public Recovery recover() {
    try (Stream<Path> paths = Files.list(runs)) {
      paths.sorted().forEach(this::recoverRun);
    } catch (IOException unreadable) {
      LOG.log(Level.ERROR, "no earlier run is known: cannot list " + runs, unreadable);
    }
    return new Recovery(new TreeMap<>(open), recoverHeldDown());
  }

  private void recoverRun(Path path) {
    String name = String.valueOf(path.getFileName());
    if (name.endsWith(".corrupt")) {
      return;
    }
    if (name.endsWith(".new")) {
      // Its writer died before it took its name.
      wholeFile.remove(path.toString());
      return;
    }
    try {
      RunId id = new RunId(name);
      open.put(id, RunRecord.parse(id, read(path)).run());
    } catch (IllegalArgumentException | IllegalStateException corrupt) {
      setAside(path, corrupt);
    }
  }

  private NavigableSet<InstanceId> recoverHeldDown() {
    NavigableSet<InstanceId> instances = new TreeSet<>();
    if (Files.exists(heldDown)) {
      try {
        read(heldDown).lines().map(RunRecord::instance).forEach(instances::add);
      } catch (IllegalArgumentException corrupt) {
        setAside(heldDown, corrupt);
      }
    }
    return instances;
  }

  private String read(Path path) {
    return switch (files.read(path.toString())) {
      case Content.Text content -> content.utf8();
      case Content.Unreadable(int errno) ->
          throw new IllegalArgumentException("read: " + Errno.name(errno));
    };
  }

  private void setAside(Path path, RuntimeException corrupt) {
    Path aside = path.resolveSibling(path.getFileName() + ".corrupt");
    LOG.log(
        Level.WARNING,
        "{0} is no record of ours, kept as {1}: {2}",
        path,
        aside,
        corrupt.toString());
    try {
      Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException stays) {
      LOG.log(Level.WARNING, "cannot set " + path + " aside", stays);
    }
  }

  private void change(RunId run, UnaryOperator<OpenRun> how) {
    OpenRun was = open.get(run);
    if (was == null) {
      throw new IllegalStateException("run " + run + " was never launched, or has ended");
    }
    save(how.apply(was));
  }

  private void save(OpenRun run) {
    open.put(run.run(), run);
    report(wholeFile.write(file(run.run()), new RunRecord(run).text()), file(run.run()));
  }

  private String file(RunId run) {
    return runs + "/" + run;
  }

  /// Says once that the disk does not take it, and once that it does again.
  private void report(int result, String path) {
    if (result < 0 && !failing) {
      LOG.log(
          Level.ERROR,
          "cannot write {0}: {1}; a daemon that starts now would not know of what changes",
          path,
          Errno.name(-result));
    } else if (result >= 0 && failing) {
      LOG.log(Level.INFO, "{0} can be written again", path);
    }
    failing = result < 0;
  }

  @Override
  public void close() {
    files.close();
    libc.close();
  }
}
