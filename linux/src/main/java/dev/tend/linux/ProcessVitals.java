package dev.tend.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tend.core.process.ProcessRef;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// What one process uses now, as `/proc` tells it. It may be read on any thread.
///
/// @param startTicks when it started, in clock ticks since boot
/// @param cpuNanos what it has used of the CPUs since it started, in steps of 10 ms
/// @param residentBytes memory that is in RAM
/// @param virtualBytes addresses that mean something
/// @param swappedBytes memory that is not in RAM
/// @param openFiles its file descriptors; empty for a process whose files we may not see
public record ProcessVitals(
    int pid,
    long startTicks,
    long cpuNanos,
    long residentBytes,
    long virtualBytes,
    long swappedBytes,
    int threads,
    OptionalInt openFiles) {

  /// `USER_HZ` is 100 on every architecture that Tend runs on, whatever the kernel's own clock.
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final double TICKS_PER_SECOND = 100;
  private static final long KIB = 1024;

  /// Those of exactly this process: empty once it has ended, also if another one has its pid now.
  public static Optional<ProcessVitals> of(ProcessRef process) {
    return read(Integer.toString(process.pid()), process.pid())
        .filter(vitals -> vitals.startTicks() == process.startTicks());
  }

  /// Those of the daemon itself.
  public static Optional<ProcessVitals> ofThisProcess() {
    return read("self", Math.toIntExact(ProcessHandle.current().pid()));
  }

  /// When the machine came up, in seconds since the epoch; 0 if `/proc` does not tell.
  public static long bootSeconds() {
    try {
      return field(text(Path.of("/proc/stat")), "btime ");
    } catch (IOException hidden) {
      return 0;
    }
  }

  /// When the process started, in seconds since the epoch.
  ///
  /// @param bootSeconds see [#bootSeconds()]
  public double startSeconds(long bootSeconds) {
    return bootSeconds + startTicks / TICKS_PER_SECOND;
  }

  private static Optional<ProcessVitals> read(String name, int pid) {
    Path folder = Path.of("/proc", name);
    try {
      ProcStat before = ProcStat.parse(pid, text(folder.resolve("stat")));
      String status = text(folder.resolve("status"));
      OptionalInt openFiles = openFiles(folder.resolve("fd"));
      // The pid may have passed on between two files; it cannot have passed on and back.
      ProcStat stat = ProcStat.parse(pid, text(folder.resolve("stat")));
      return !stat.is(before) || stat.ended()
          ? Optional.empty()
          : Optional.of(
              new ProcessVitals(
                  pid,
                  stat.startTicks(),
                  stat.cpuTicks() * NANOS_PER_TICK,
                  field(status, "VmRSS:") * KIB,
                  field(status, "VmSize:") * KIB,
                  field(status, "VmSwap:") * KIB,
                  stat.threads(),
                  openFiles));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static OptionalInt openFiles(Path folder) {
    int count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path _ : files) {
        count++;
      }
      return OptionalInt.of(count);
    } catch (IOException | DirectoryIteratorException hidden) {
      return OptionalInt.empty();
    }
  }

  /// Bytes as they are: a command's name need not be text in any encoding.
  private static String text(Path path) throws IOException {
    return Files.readString(path, ISO_8859_1);
  }

  /// The number behind a name at the start of a line; 0 if there is none, as of a kernel thread.
  private static long field(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split(" ", 2)[0])
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }
}
