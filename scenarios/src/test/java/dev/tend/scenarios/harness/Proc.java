package dev.tend.scenarios.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A process as `/proc` shows it (proc_pid(5)).
public record Proc(long pid) {

  private static final Duration OFTEN = Duration.ofMillis(20);

  /// One tick of slack: an unrelated signal or timer of the JVM may fall into any window.
  private static final long IDLE_TICKS_MAX = 1;

  // Of the fields of /proc/<pid>/stat, counted from the first one behind the name in parentheses.
  private static final int STATE = 0;
  private static final int SESSION = 3;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /// Whether it is there and no zombie.
  public boolean isAlive() {
    try {
      return !stat().get(STATE).equals("Z");
    } catch (UncheckedIOException gone) {
      return false;
    }
  }

  public boolean isThere() {
    return Files.exists(folder());
  }

  /// CPU time in clock ticks, its own and the kernel's for it.
  public long cpuTicks() {
    return Long.parseLong(stat().get(USER_TICKS)) + Long.parseLong(stat().get(SYSTEM_TICKS));
  }

  public long residentBytes() {
    return Long.parseLong(status("VmRSS").replace("kB", "").strip()) * 1_024;
  }

  /// The real user id.
  public int user() {
    return Integer.parseInt(status("Uid").strip().split("\\s+", 2)[0]);
  }

  public long descriptors() {
    try (Stream<Path> descriptors = Files.list(folder().resolve("fd"))) {
      return descriptors.count();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /// Whether it has a file of this name open.
  public boolean hasOpen(String name) {
    try (Stream<Path> descriptors = Files.list(folder().resolve("fd"))) {
      return descriptors.anyMatch(descriptor -> leadsTo(descriptor, name));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static boolean leadsTo(Path descriptor, String name) {
    try {
      return Files.readSymbolicLink(descriptor).endsWith(name);
    } catch (IOException closed) {
      return false;
    }
  }

  /// The session that it belongs to.
  public long session() {
    return Long.parseLong(stat().get(SESSION));
  }

  /// What is behind a standard stream of it, 0 to 2.
  public Path stream(int descriptor) {
    try {
      return Files.readSymbolicLink(folder().resolve("fd/" + descriptor));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /// Its words, with blanks between them.
  public String commandLine() {
    return text("cmdline").replace('\0', ' ').strip();
  }

  public Optional<String> variable(String name) {
    return Arrays.stream(text("environ").split("\0", -1))
        .filter(entry -> entry.startsWith(name + "="))
        .map(entry -> entry.substring(name.length() + 1))
        .findFirst();
  }

  /// Waits until it has used no CPU time for so long.
  public void awaitIdle(Duration window) {
    long[] begun = {System.nanoTime(), cpuTicks()};
    await("a pause of process " + pid + " that takes " + window)
        .pollInterval(OFTEN)
        .atMost(Tend.DEADLINE)
        .until(() -> {
          long ticks = cpuTicks();
          if (ticks - begun[1] > IDLE_TICKS_MAX) {
            begun[0] = System.nanoTime();
            begun[1] = ticks;
          }
          return System.nanoTime() - begun[0] >= window.toNanos();
        });
  }

  /// Waits until it is gone, its parent having read its end.
  public void awaitGone() {
    await("the end of process " + pid)
        .pollInterval(OFTEN)
        .atMost(Tend.DEADLINE)
        .until(() -> !isThere());
  }

  /// Sends SIGKILL.
  public void kill() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /// @param name without `SIG`
  public void signal(String name) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).inheritIO().start().waitFor();
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private List<String> stat() {
    String stat = text("stat");
    return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
  }

  private String status(String key) {
    return text("status")
        .lines()
        .filter(line -> line.startsWith(key + ":"))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private String text(String file) {
    try {
      return new String(Files.readAllBytes(folder().resolve(file)), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private Path folder() {
    return Path.of("/proc", Long.toString(pid));
  }
}
