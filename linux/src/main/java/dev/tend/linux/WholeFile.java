package dev.tend.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Writes a small file so that a reader finds the old content or the new, never a part: into a file
/// beside it, which then takes its name.
final class WholeFile {

  private static final int AT_FDCWD = -100;
  private static final int O_WRONLY_CREAT_TRUNC_CLOEXEC = 01 | 0100 | 01000 | 02000000;
  private static final int O_EXCL = 0200;
  private static final int MODE = 0640;
  private static final int MODE_FOR_ALL = 0644;

  private static final String BESIDE = ".new";

  private final Libc libc;

  WholeFile(Libc libc) {
    this.libc = libc;
  }

  /// Puts the content there: 0, or `-errno`. It outlives us from then on.
  int write(String path, String content) {
    return replace(path, content, false, O_WRONLY_CREAT_TRUNC_CLOEXEC, MODE);
  }

  /// Puts the content there, to outlive a power failure too: 0, or `-errno`.
  int writeDurably(String path, String content) {
    return replace(path, content, true, O_WRONLY_CREAT_TRUNC_CLOEXEC, MODE);
  }

  /// Puts content there that everybody may read, in a folder where others may write too: a link
  /// that one of them laid in the way is not followed. 0, or `-errno`.
  int writeForAll(String path, String content) {
    remove(path + BESIDE);
    return replace(path, content, false, O_WRONLY_CREAT_TRUNC_CLOEXEC | O_EXCL, MODE_FOR_ALL);
  }

  int remove(String path) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) libc.call(Call.UNLINKAT, AT_FDCWD, arena.allocateFrom(path).address(), 0);
    }
  }

  private int replace(String path, String content, boolean durably, int flags, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      long beside = arena.allocateFrom(path + BESIDE).address();
      long opened = libc.call(Call.OPENAT, AT_FDCWD, beside, flags, mode);
      if (opened < 0) {
        return (int) opened;
      }
      int written = fill(opened, arena, content, durably);
      libc.call(Call.CLOSE, opened);
      if (written < 0) {
        libc.call(Call.UNLINKAT, AT_FDCWD, beside, 0);
        return written;
      }
      long name = arena.allocateFrom(path).address();
      return (int) libc.call(Call.RENAMEAT2, AT_FDCWD, beside, AT_FDCWD, name, 0, 0);
    }
  }

  private int fill(long fd, Arena arena, String content, boolean durably) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    long done = 0;
    while (done < bytes.length) {
      long result = libc.call(Call.WRITE, fd, memory.address() + done, bytes.length - done);
      if (result < 0 && result != -Errno.EINTR) {
        return (int) result;
      }
      done += Math.max(0, result);
    }
    return durably ? (int) libc.call(Call.FSYNC, fd) : 0;
  }
}
