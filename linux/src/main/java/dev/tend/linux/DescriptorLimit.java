package dev.tend.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// How many descriptors a process may have: the daemon as many as the host allows, for it holds
/// three for each instance; its children as many as the daemon was given, because programs exist
/// that go through all of them, or that break beyond the 1024 of `select(2)`.
///
/// A new process inherits the daemon's limit and is given its own a few microseconds after its
/// `exec`, long before its dynamic linker is done.
final class DescriptorLimit implements AutoCloseable {

  private static final int RLIMIT_NOFILE = 7;

  private final Libc libc;
  private final Arena arena = Arena.ofShared();

  /// `struct rlimit`: the soft limit and the hard one.
  private final MemorySegment given = arena.allocate(ValueLayout.JAVA_LONG, 2);

  private final boolean raised;

  DescriptorLimit(Libc libc) {
    this.libc = libc;
    boolean known = libc.call(Call.PRLIMIT64, 0, RLIMIT_NOFILE, 0, given.address()) == 0;
    MemorySegment most = arena.allocate(ValueLayout.JAVA_LONG, 2);
    long hard = given.getAtIndex(ValueLayout.JAVA_LONG, 1);
    most.setAtIndex(ValueLayout.JAVA_LONG, 0, hard);
    most.setAtIndex(ValueLayout.JAVA_LONG, 1, hard);
    this.raised =
        known
            && given.getAtIndex(ValueLayout.JAVA_LONG, 0) != hard
            && libc.call(Call.PRLIMIT64, 0, RLIMIT_NOFILE, most.address(), 0) == 0;
  }

  /// Gives a child of ours back what the daemon was given. One that is gone already needs it not.
  void restore(int pid) {
    if (raised) {
      libc.call(Call.PRLIMIT64, pid, RLIMIT_NOFILE, given.address(), 0);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
