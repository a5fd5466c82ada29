package dev.tend.linux;

import dev.tend.core.process.RunId;
import dev.tend.core.process.SpawnFault;
import dev.tend.engine.KernelEvent;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The descriptors on which processes say with a newline that they are ready, as s6 has it.
///
/// Each is a FIFO of its own, `<runtime>/ready/<run>`, which the child opens for reading and
/// writing, so that it neither waits for us nor gets SIGPIPE when the daemon dies; the next one
/// opens it again by its name. What is in it lives as long as the child has it open: one that
/// writes its newline and closes the descriptor while no daemon lives, was not heard.
final class Pledges implements AutoCloseable {

  private static final int AT_FDCWD = -100;
  private static final int O_NONBLOCK = 04000;
  private static final int O_CLOEXEC = 02000000;
  private static final int S_IFIFO_PRIVATE = 0010600;

  /// A newline is expected, and whatever comes before it is nobody's business.
  private static final int READ_BYTES = 512;

  private final Libc libc;
  private final Watches watches;
  private final Optional<Path> folder;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment bytes = arena.allocate(READ_BYTES);
  private final Map<RunId, Integer> open = new HashMap<>();

  Pledges(Libc libc, Watches watches, Optional<Path> runtime) {
    this.libc = libc;
    this.watches = watches;
    this.folder = runtime.map(path -> path.resolve("ready"));
  }

  /// The path of what a run's process is to open.
  Sought<String> begin(RunId run) {
    if (folder.isEmpty()) {
      return Sought.missing("mkfifo", Errno.ENOENT, run.text(), "there is no folder for a FIFO");
    }
    String path = folder.get().resolve(run.text()).toString();
    try {
      Files.createDirectories(
          folder.get(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException refused) {
      return new Sought.Missing<>(
          new SpawnFault("mkfifo", "refused", path, String.valueOf(refused.getMessage())));
    }
    try (Arena call = Arena.ofConfined()) {
      long name = call.allocateFrom(path).address();
      long made = libc.call(Call.MKNODAT, AT_FDCWD, name, S_IFIFO_PRIVATE, 0);
      int fd = made < 0 ? (int) made : watch(run, path);
      return fd < 0
          ? Sought.missing("mkfifo", -fd, path, "the process would say there that it is ready")
          : new Sought.Found<>(path);
    }
  }

  /// A process of an earlier daemon may not have said so yet.
  void resume(RunId run) {
    folder
        .map(known -> known.resolve(run.text()))
        .filter(Files::exists)
        .ifPresent(path -> watch(run, path.toString()));
  }

  /// Reading never waits for a writer, and there is no end of file before there was one (fifo(7)).
  private int watch(RunId run, String path) {
    try (Arena call = Arena.ofConfined()) {
      long name = call.allocateFrom(path).address();
      int fd = (int) libc.call(Call.OPENAT, AT_FDCWD, name, O_NONBLOCK | O_CLOEXEC, 0);
      if (fd >= 0) {
        open.put(run, fd);
        watches.add(fd, new Watches.Pledge(run));
      }
      return fd;
    }
  }

  /// Reads what a process wrote, or finds that nobody can write any more.
  ///
  /// @param ending whether that is so because the main process is ending, which is told by itself
  void read(RunId run, boolean ending, List<KernelEvent> events) {
    Integer fd = open.get(run);
    if (fd == null) {
      return;
    }
    long count = libc.call(Call.READ, fd, bytes.address(), READ_BYTES);
    if (count == 0) {
      forget(run);
      if (!ending) {
        events.add(
            new KernelEvent.NeverReady(
                run, "it closed its readiness descriptor without a newline"));
      }
    } else if (count > 0 && hasNewline(count)) {
      forget(run);
      events.add(new KernelEvent.Ready(run, "it wrote a newline to its readiness descriptor"));
    }
  }

  private boolean hasNewline(long count) {
    for (long at = 0; at < count; at++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, at) == '\n') {
        return true;
      }
    }
    return false;
  }

  /// Nothing more is expected of it.
  void forget(RunId run) {
    Integer fd = open.remove(run);
    if (fd != null) {
      watches.drop(fd);
      libc.call(Call.CLOSE, fd);
      folder.ifPresent(known -> remove(known.resolve(run.text())));
    }
  }

  private void remove(Path path) {
    try (Arena call = Arena.ofConfined()) {
      libc.call(Call.UNLINKAT, AT_FDCWD, call.allocateFrom(path.toString()).address(), 0);
    }
  }

  /// The FIFOs stay for the next daemon.
  @Override
  public void close() {
    open.values().forEach(fd -> libc.call(Call.CLOSE, fd));
    arena.close();
  }
}
