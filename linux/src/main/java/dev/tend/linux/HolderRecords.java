package dev.tend.linux;

import dev.tend.core.process.ProcessRef;
import dev.tend.linux.SmallFiles.Content;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// By which the next daemon finds the holders of this one: `<runtime>/holders/<number>`, written
/// before and after the start, in the form of a run's record:
///
/// ```
/// 4711
/// start_ticks=1234567
/// boot_id=1c7e…
/// ```
///
/// The record only says where to look. That a process is the one is verified, and what it holds is
/// read from the kernel.
final class HolderRecords {

  private static final int FOLDER_MODE = 0700;

  private final String folder;
  private final Libc libc;
  private final SmallFiles files;
  private final ProcReader proc;
  private final WholeFile wholeFile;

  HolderRecords(String folder, Libc libc, OutputCalls calls) {
    this.folder = folder;
    this.libc = libc;
    this.files = new SmallFiles(libc);
    this.proc = new ProcReader(files);
    this.wholeFile = new WholeFile(libc);
    // Where it cannot be made, no record can be written either, which is said then.
    calls.makeFolders(Path.of(folder), FOLDER_MODE);
  }

  String path(int number) {
    return folder + "/" + number;
  }

  /// Notes that a holder is about to start: 0, or `-errno`.
  int starting(int number) {
    return wholeFile.write(path(number), "0\n");
  }

  /// Who a holder is that was started just now; empty if it is gone already.
  Optional<ProcessRef> started(int number, int pid) {
    Optional<ProcessRef> process =
        proc.stat(pid).map(stat -> new ProcessRef(pid, stat.startTicks(), proc.bootId()));
    process.ifPresent(known ->
        wholeFile.write(
            path(number),
            known.pid()
                + "\nstart_ticks="
                + known.startTicks()
                + "\nboot_id="
                + known.bootId()
                + "\n"));
    return process;
  }

  void ended(int number) {
    wholeFile.remove(path(number));
  }

  /// The holders of earlier daemons that live; the records of others are removed.
  SortedMap<Integer, ProcessRef> living() {
    SortedMap<Integer, ProcessRef> living = new TreeMap<>();
    for (int number : files.numbersIn(folder)) {
      find(number).ifPresentOrElse(process -> living.put(number, process), () -> ended(number));
    }
    return living;
  }

  /// What a process has open, by identity.
  Set<String> heldBy(int pid, OutputCalls calls) {
    Set<String> held = new HashSet<>();
    for (int fd : files.numbersIn("/proc/" + pid + "/fd")) {
      calls
          .statBehind("/proc/" + pid + "/fd/" + fd)
          .filter(stat -> stat.kind() == LogStat.Kind.FIFO)
          .ifPresent(stat -> held.add(stat.identity()));
    }
    return held;
  }

  /// The descriptor of a process, verified after it was opened.
  Optional<PidFd> watch(ProcessRef process) {
    if (PidFd.open(libc, process.pid()) instanceof PidFd.Opened.Open(PidFd pidfd)) {
      if (isStill(process)) {
        return Optional.of(pidfd);
      }
      pidfd.close();
    }
    return Optional.empty();
  }

  void close() {
    files.close();
  }

  /// Whether a pid still is that of the process; one that ended and was not reaped counts.
  private boolean isStill(ProcessRef process) {
    return process.bootId().equals(proc.bootId())
        && proc.stat(process.pid())
            .filter(stat -> stat.startTicks() == process.startTicks())
            .isPresent();
  }

  private Optional<ProcessRef> find(int number) {
    if (!(files.read(path(number)) instanceof Content.Text(String text))) {
      return Optional.empty();
    }
    String[] lines = text.split("\n", -1);
    if (lines.length >= 3 && lines[1].startsWith("start_ticks=")) {
      return parse(lines).filter(this::isStill);
    }
    return search(number);
  }

  private static Optional<ProcessRef> parse(String[] lines) {
    try {
      return Optional.of(
          new ProcessRef(
              Integer.parseInt(lines[0]),
              Long.parseLong(lines[1].substring("start_ticks=".length())),
              lines[2].substring(Math.min("boot_id=".length(), lines[2].length()))));
    } catch (NumberFormatException corrupt) {
      return Optional.empty();
    }
  }

  /// The daemon died between the start and the second note: the holder carries its record's path.
  private Optional<ProcessRef> search(int number) {
    for (int pid : proc.all()) {
      if (proc.holds(pid).filter(path(number)::equals).isPresent()) {
        return proc.stat(pid)
            .filter(stat -> !stat.ended())
            .map(stat -> new ProcessRef(pid, stat.startTicks(), proc.bootId()));
      }
    }
    return Optional.empty();
  }
}
