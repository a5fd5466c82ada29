package dev.tend.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// How every child of Tend starts: leading a session of its own, so that a signal to its process
/// group reaches those that it starts and never us; every signal at its default and none blocked,
/// whatever the JVM has done with its own.
final class SpawnAttributes implements AutoCloseable {

  // From spawn.h.
  private static final int SETSIGDEF = 0x04;
  private static final int SETSIGMASK = 0x08;
  private static final int SETSID = 0x80;

  /// More than `posix_spawnattr_t` (336 bytes) and `sigset_t` (128) take in any C library.
  private static final int ROOM_BYTES = 512;

  private final Libc libc;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment attributes = arena.allocate(ROOM_BYTES, 2 * Long.BYTES);

  SpawnAttributes(Libc libc) {
    this.libc = libc;
    MemorySegment none = arena.allocate(ROOM_BYTES, Long.BYTES);
    MemorySegment all = arena.allocate(ROOM_BYTES, Long.BYTES);
    all.asSlice(0, 2 * Long.BYTES).fill((byte) 0xff);
    set("posix_spawnattr_init", 0);
    set("posix_spawnattr_setflags", SETSIGDEF | SETSIGMASK | SETSID);
    set("posix_spawnattr_setsigdefault", all.address());
    set("posix_spawnattr_setsigmask", none.address());
  }

  private void set(String function, long value) {
    int result = libc.invoke(Libc.symbol(function), attributes.address(), value, 0, 0, 0, 0);
    if (result < 0) {
      throw new IllegalStateException(function + ": " + Errno.name(-result));
    }
  }

  long address() {
    return attributes.address();
  }

  @Override
  public void close() {
    libc.invoke(Libc.symbol("posix_spawnattr_destroy"), attributes.address(), 0, 0, 0, 0, 0);
    arena.close();
  }
}
