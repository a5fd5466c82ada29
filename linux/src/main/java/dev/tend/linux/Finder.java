package dev.tend.linux;

import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.process.Trail;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstancePath;
import dev.tend.linux.LinuxPidFiles.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges whether a process that somebody named is one that a run may go on with.
///
/// A pid file can be older than the boot, its number can be somebody else's by now, and where
/// others may write it, it can name whoever they like to see killed. So, unless the process is
/// known to be of the run: it lives, it is no other run's, it started before the file was last
/// written, and it belongs to us; or, if we are root, the file was written by root or by the
/// process's user.
///
/// Where a command is followed, it has to be no older than that, too. In a folder of our own nobody
/// but us and those whom we started can have written; there it may be anybody's: the first process
/// of a container need not have our user.
final class Finder {

  /// Coarser than what file systems and `/proc` note, and clocks that are slewed drift by.
  private static final long SLACK_MILLIS = 1_000;

  private static final long MILLIS_PER_TICK = 10;
  private static final int ROOT = 0;
  private static final int INIT = 1;
  private static final int KERNEL_THREADS = 2;

  private final SmallFiles files;
  private final LinuxPidFiles pidFiles;
  private final ProcReader proc;
  private final Lineage lineage;
  private final GivenFiles given;
  private final int ownPid;
  private final int ownUid;

  Finder(
      Libc libc,
      SmallFiles files,
      LinuxPidFiles pidFiles,
      ProcReader proc,
      Lineage lineage,
      GivenFiles given) {
    this.files = files;
    this.pidFiles = pidFiles;
    this.proc = proc;
    this.lineage = lineage;
    this.given = given;
    this.ownPid = (int) libc.call(Call.GETPID, 0);
    this.ownUid = (int) libc.call(Call.GETUID, 0);
  }

  /// What came of a search.
  sealed interface Result {
    record Fits(ProcStat process, String how) implements Result {}

    record Nobody(List<String> notes) implements Result {}
  }

  Result find(Search search) {
    if (search.trail().isPresent()) {
      return given
          .path(search.trail().get().follow(), search.instance())
          .map(path -> byFile(search, path))
          .orElseGet(() -> new Result.Nobody(List.of()));
    }
    List<String> notes = new ArrayList<>();
    for (Detector.Naming detector : search.detectors()) {
      Result result =
          switch (detector) {
            case Detector.Pid(int pid) -> byPid(search, pid);
            case Detector.PidFile(InstancePath path) -> byFile(search, path.of(search.instance()));
          };
      switch (result) {
        case Result.Fits fits -> {
          return fits;
        }
        case Result.Nobody(List<String> said) -> notes.addAll(said);
      }
    }
    return new Result.Nobody(notes);
  }

  private Result byPid(Search search, int pid) {
    String how = "the configuration names pid " + pid;
    return judge(search, pid, how, Optional.empty());
  }

  private Result byFile(Search search, String path) {
    return switch (pidFiles.read(path)) {
      case Named.NoFile _ -> new Result.Nobody(List.of());
      case Named.Garbage _ -> nobody(path + " holds no pid");
      case Named.Unreadable(String errno) -> nobody(path + " cannot be read: " + errno);
      case Named.Pid(int pid) ->
          files.look(path) instanceof SmallFiles.Node.Present file
              ? judge(search, pid, path + " names pid " + pid, Optional.of(file))
              : new Result.Nobody(List.of());
    };
  }

  private Result judge(Search search, int pid, String how, Optional<SmallFiles.Node.Present> file) {
    RunId run = search.run();
    Optional<ProcStat> stat = proc.stat(pid).filter(process -> !process.ended());
    if (stat.isEmpty()) {
      return nobody(how + ", which is not there");
    }
    ProcStat process = stat.get();
    if (pid == ownPid || pid <= KERNEL_THREADS || process.parent() == KERNEL_THREADS) {
      return nobody(how + ", which is " + (pid == INIT ? "init" : "no service"));
    }
    Optional<RunId> owner = lineage.of(process);
    if (owner.filter(run::equals).isPresent()) {
      return new Result.Fits(process, how);
    }
    if (owner.isPresent()) {
      String whose = proc.instance(pid, owner.get()).map(id -> " of " + id).orElse("");
      return nobody(how + ", which belongs to run " + owner.get() + whose);
    }
    Optional<Trail> trail = search.trail();
    if (trail.filter(led -> process.startTicks() < led.launcher().startTicks()).isPresent()) {
      return nobody(how + ", which started before its command did");
    }
    if (file.isPresent() && startedMillis(process) > file.get().writtenMillis() + SLACK_MILLIS) {
      return nobody(how + ", which started after the file was written");
    }
    boolean told = trail.filter(led -> led.follow().file().isEmpty()).isPresent();
    return told || isOurs(process, file)
        ? new Result.Fits(process, how)
        : nobody(how + ", which is another user's");
  }

  private boolean isOurs(ProcStat process, Optional<SmallFiles.Node.Present> file) {
    int user = proc.user(process.pid()).orElse(-1);
    boolean mayBe = ownUid == ROOT || user == ownUid;
    return mayBe
        && user >= 0
        && file.map(written -> written.owner() == ROOT || written.owner() == user).orElse(true);
  }

  private long startedMillis(ProcStat process) {
    long upMillis = proc.uptimeMillis();
    return System.currentTimeMillis() - (upMillis - process.startTicks() * MILLIS_PER_TICK);
  }

  private static Result nobody(String note) {
    return new Result.Nobody(List.of(note));
  }
}
