package dev.tend.linux;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.linux.SmallFiles.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What `/proc` tells of processes. A process that is gone, or that hides from us, is no error: it
/// has no stat, no run and no children.
final class ProcReader {

  /// An execve takes some hundred microseconds, more where its program is read from a disk or has
  /// to wait for a CPU.
  private static final long EXECVE_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final Content NOTHING = new Content.Text("");

  private static final String RUN_VARIABLE = "TEND_RUN=";
  private static final String HOLDER_VARIABLE = HolderSpawn.VARIABLE + "=";

  private final SmallFiles files;
  private final String bootId;

  ProcReader(SmallFiles files) {
    this.files = files;
    this.bootId = text("/proc/sys/kernel/random/boot_id").strip();
  }

  /// The boot that start times count from.
  String bootId() {
    return bootId;
  }

  Optional<ProcStat> stat(int pid) {
    String text = text("/proc/" + pid + "/stat");
    return text.isEmpty() ? Optional.empty() : Optional.of(ProcStat.parse(pid, text));
  }

  /// The name of a process that nobody else gets with its pid.
  ProcessRef ref(ProcStat process) {
    return new ProcessRef(process.pid(), process.startTicks(), bootId);
  }

  /// The run whose name a process carries in the environment that it was started with.
  Optional<RunId> run(int pid) {
    return variable(environment(pid), RUN_VARIABLE).map(RunId::new);
  }

  /// The instance whose name a process of the run carries likewise.
  Optional<InstanceId> instance(int pid, RunId run) {
    String environment = environment(pid);
    if (variable(environment, RUN_VARIABLE).filter(run.text()::equals).isEmpty()) {
      return Optional.empty();
    }
    Optional<String> unit = variable(environment, "TEND_UNIT=");
    Optional<String> number = variable(environment, "TEND_INSTANCE=");
    boolean named =
        unit.filter(name -> UnitName.objection(name).isEmpty()).isPresent()
            && number.filter(text -> text.matches("[1-9][0-9]{0,8}")).isPresent();
    return named
        ? Optional.of(
            new InstanceId(new UnitName(unit.get()), Integer.parseInt(number.orElseThrow())))
        : Optional.empty();
  }

  /// The record of the holder that a process is, if it is one.
  Optional<String> holds(int pid) {
    return variable(environment(pid), HOLDER_VARIABLE);
  }

  /// Empty for a moment in the middle of an execve, when a process has left its old memory and has
  /// not filled the new one: who is taken for a stranger then would never be found again.
  private String environment(int pid) {
    String path = "/proc/" + pid + "/environ";
    long begun = System.nanoTime();
    Content content = files.read(path);
    while (content.equals(NOTHING)
        && stat(pid).filter(now -> !now.ended() && !now.hasNoEnvironment()).isPresent()
        && System.nanoTime() - begun < EXECVE_PATIENCE_NANOS) {
      // The other one may need this very CPU.
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      content = files.read(path);
    }
    return content instanceof Content.Text(String latin1) ? latin1 : "";
  }

  private static Optional<String> variable(String environment, String name) {
    int at = environment.startsWith(name) ? 0 : environment.indexOf("\0" + name) + 1;
    if (!environment.startsWith(name, at)) {
      return Optional.empty();
    }
    int end = environment.indexOf('\0', at);
    String value = environment.substring(at + name.length(), end < 0 ? environment.length() : end);
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /// The real user of a process.
  Optional<Integer> user(int pid) {
    return text("/proc/" + pid + "/status")
        .lines()
        .filter(line -> line.startsWith("Uid:"))
        .map(line -> Integer.parseInt(line.split("\\s+", -1)[1]))
        .findFirst();
  }

  /// How long the host has been up, the time that it was suspended included; in steps of 10.
  long uptimeMillis() {
    String text = text("/proc/uptime");
    return (long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * 1000);
  }

  /// The children that the first thread of a process has: for a subreaper, what it inherited.
  List<Integer> childrenOfLeader(int pid) {
    return childrenOf(pid, pid);
  }

  /// The children of all threads of a process.
  List<Integer> children(int pid) {
    List<Integer> children = new ArrayList<>();
    for (int thread : files.numbersIn("/proc/" + pid + "/task")) {
      children.addAll(childrenOf(pid, thread));
    }
    return children;
  }

  /// Every process of the host.
  List<Integer> all() {
    return files.numbersIn("/proc");
  }

  private List<Integer> childrenOf(int pid, int thread) {
    List<Integer> children = new ArrayList<>();
    int number = 0;
    for (char c : text("/proc/" + pid + "/task/" + thread + "/children").toCharArray()) {
      if (c == ' ') {
        children.add(number);
        number = 0;
      } else {
        number = number * 10 + (c - '0');
      }
    }
    return children;
  }

  private String text(String path) {
    return switch (files.read(path)) {
      case Content.Text(String latin1) -> latin1;
      case Content.Unreadable _ -> "";
    };
  }
}
