package dev.tend.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.TreeSet;

/// What a child does with its descriptors and its directory between its birth and its program.
final class FileActions implements AutoCloseable {

  private static final MemorySegment INIT = Libc.symbol("posix_spawn_file_actions_init");
  private static final MemorySegment DESTROY = Libc.symbol("posix_spawn_file_actions_destroy");
  private static final MemorySegment OPEN = Libc.symbol("posix_spawn_file_actions_addopen");
  private static final MemorySegment DUP = Libc.symbol("posix_spawn_file_actions_adddup2");
  private static final MemorySegment CHDIR = Libc.symbol("posix_spawn_file_actions_addchdir_np");
  private static final MemorySegment CLOSE_FROM =
      Libc.symbol("posix_spawn_file_actions_addclosefrom_np");

  /// More than `posix_spawn_file_actions_t` (80 bytes) takes in any C library.
  private static final int ROOM_BYTES = 256;

  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int O_RDONLY = 0;
  private static final int O_RDWR = 2;

  private final Libc libc;
  private final Arena arena;
  private final MemorySegment actions;

  FileActions(Libc libc, Arena arena) {
    this.libc = libc;
    this.arena = arena;
    this.actions = arena.allocate(ROOM_BYTES, 2 * Long.BYTES);
    add(INIT, 0, 0, 0);
  }

  void readNothing() {
    add(OPEN, STDIN, text("/dev/null"), O_RDONLY);
  }

  /// Reads nothing and has nobody to say anything to.
  void standAside() {
    readNothing();
    add(OPEN, STDOUT, text("/dev/null"), O_RDWR);
    add(DUP, STDOUT, STDERR, 0);
  }

  /// Gives descriptors of ours to the child, and no others: from 3 on, in ascending order, so that
  /// none is overwritten before it was copied. Where one has its place already, `dup2` onto itself
  /// lets it outlive the exec (posix_spawn_file_actions_adddup2(3p)).
  void keep(Collection<Integer> descriptors) {
    int next = STDERR + 1;
    for (int descriptor : new TreeSet<>(descriptors)) {
      add(DUP, descriptor, next, 0);
      next++;
    }
    add(CLOSE_FROM, next, 0, 0);
  }

  /// Read-write, so that opening a FIFO waits for no reader and the child keeps its own pipe alive.
  void writeTo(StreamPaths streams) {
    add(OPEN, STDOUT, text(streams.stdout()), O_RDWR);
    if (streams.stderr().equals(streams.stdout())) {
      add(DUP, STDOUT, STDERR, 0);
    } else {
      add(OPEN, STDERR, text(streams.stderr()), O_RDWR);
    }
  }

  void changeTo(String directory) {
    add(CHDIR, text(directory), 0, 0);
  }

  /// The JVM closes its descriptors on exec, but a library in it might not.
  void keepOnlyTheStreams() {
    add(CLOSE_FROM, STDERR + 1, 0, 0);
  }

  /// Gives the child something to write to at this descriptor, after all others are closed.
  void openAt(int descriptor, String path) {
    add(OPEN, descriptor, text(path), O_RDWR);
  }

  long address() {
    return actions.address();
  }

  private long text(String text) {
    return arena.allocateFrom(text).address();
  }

  private void add(MemorySegment function, long a, long b, long c) {
    int result = libc.invoke(function, actions.address(), a, b, c, 0, 0);
    if (result < 0) {
      throw new IllegalStateException("posix_spawn_file_actions: " + Errno.name(-result));
    }
  }

  @Override
  public void close() {
    libc.invoke(DESTROY, actions.address(), 0, 0, 0, 0, 0);
  }
}
