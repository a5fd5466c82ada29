package dev.tend.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// The system calls on FIFOs, pipes and log files, typed. Results follow the kernel's convention: 0
/// or more, or `-errno`. For one thread, like the [Libc] in it. Not final, so that a test can die
/// before any of them.
class OutputCalls implements AutoCloseable {

  static final int O_RDWR = 2;
  static final int O_CREAT = 0100;
  static final int O_NOCTTY = 0400;
  static final int O_NONBLOCK = 04000;
  static final int O_CLOEXEC = 02000000;

  /// The one flag here that differs between machines (asm/fcntl.h).
  static final int O_NOFOLLOW = System.getProperty("os.arch").equals("aarch64") ? 0100000 : 0400000;

  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int S_IFIFO = 0010000;
  private static final int SEEK_END = 2;
  private static final int FIONREAD = 0x541B;
  private static final int F_SETPIPE_SZ = 1031;
  private static final int F_GETPIPE_SZ = 1032;
  private static final int FALLOC_FL_KEEP_SIZE = 1;
  private static final int SPLICE_F_MOVE = 1;
  private static final int SPLICE_F_NONBLOCK = 2;

  /// limits.h, with the final zero.
  private static final int PATH_BYTES_MAX = 4096;

  private final Arena arena;
  private final Libc libc;
  private final MemorySegment path;
  private final MemorySegment newline;
  private final MemorySegment answer;

  OutputCalls() {
    this(Arena.ofShared());
  }

  /// @param arena closed with this, as that of [Libc]
  OutputCalls(Arena arena) {
    this.arena = arena;
    this.libc = new Libc(arena);
    this.path = arena.allocate(PATH_BYTES_MAX);
    this.newline = arena.allocateFrom("\n");
    this.answer = arena.allocate(LogStat.BYTES, Long.BYTES);
  }

  /// Memory that lives as long as this.
  MemorySegment allocate(long bytes) {
    return arena.allocate(bytes, Long.BYTES);
  }

  MemorySegment newline() {
    return newline;
  }

  int makeFifo(String name) {
    return onPath(name, () -> libc.call(Call.MKNODAT, AT_FDCWD, path.address(), S_IFIFO | 0600, 0));
  }

  /// Makes the folder of a file and those above it, where they are missing.
  int makeFoldersOf(Path file, int mode) {
    Path folder = file.getParent();
    return folder == null ? 0 : makeFolders(folder, mode);
  }

  int makeFolders(Path folder, int mode) {
    int made = makeFolder(folder, mode);
    if (made != -Errno.ENOENT || folder.getParent() == null) {
      return made;
    }
    int madeAbove = makeFoldersOf(folder, mode);
    return madeAbove < 0 ? madeAbove : makeFolder(folder, mode);
  }

  private int makeFolder(Path folder, int mode) {
    int made =
        onPath(folder.toString(), () -> libc.call(Call.MKDIRAT, AT_FDCWD, path.address(), mode));
    return made == -Errno.EEXIST ? 0 : made;
  }

  int open(String name, int flags, int mode) {
    return onPath(name, () -> libc.call(Call.OPENAT, AT_FDCWD, path.address(), flags, mode));
  }

  int giveTo(String name, int uid, int gid) {
    return onPath(
        name,
        () -> libc.call(Call.FCHOWNAT, AT_FDCWD, path.address(), uid, gid, AT_SYMLINK_NOFOLLOW, 0));
  }

  int unlink(String name) {
    return onPath(name, () -> libc.call(Call.UNLINKAT, AT_FDCWD, path.address(), 0));
  }

  /// What lies at a path; of a link, the link itself. Empty if nothing is there or it cannot be
  /// told.
  Optional<LogStat> stat(String name) {
    return stat(name, AT_SYMLINK_NOFOLLOW);
  }

  /// What a path leads to, links followed.
  Optional<LogStat> statBehind(String name) {
    return stat(name, 0);
  }

  private Optional<LogStat> stat(String name, int flags) {
    int result =
        onPath(
            name,
            () ->
                libc.call(
                    Call.STATX,
                    AT_FDCWD,
                    path.address(),
                    flags,
                    LogStat.MASK,
                    answer.address(),
                    0));
    return result < 0 ? Optional.empty() : Optional.of(LogStat.read(answer));
  }

  /// What a descriptor is open on.
  Optional<LogStat> stat(int fd) {
    path.set(ValueLayout.JAVA_BYTE, 0, (byte) 0);
    long result =
        libc.call(Call.STATX, fd, path.address(), AT_EMPTY_PATH, LogStat.MASK, answer.address(), 0);
    return result < 0 ? Optional.empty() : Optional.of(LogStat.read(answer));
  }

  long seekToEnd(int fd) {
    return libc.call(Call.LSEEK, fd, 0, SEEK_END);
  }

  /// Moves bytes from a pipe to a file at its position, or to another pipe, without a copy in user
  /// space; never waits for bytes.
  long splice(int from, int to, long bytesMax) {
    return libc.call(Call.SPLICE, from, 0, to, 0, bytesMax, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
  }

  /// Shows a pipe's bytes in another pipe, without taking them.
  long tee(int from, int to, long bytesMax) {
    return libc.call(Call.TEE, from, to, bytesMax, SPLICE_F_NONBLOCK);
  }

  long read(int fd, MemorySegment into, long bytesMax) {
    return libc.call(Call.READ, fd, into.address(), bytesMax);
  }

  long write(int fd, MemorySegment from, long offset, long bytes) {
    return libc.call(Call.WRITE, fd, from.address() + offset, bytes);
  }

  /// Gives a file room on the disk beyond its end, which stays where it is: 0, or `-errno`.
  int reserve(int fd, long offset, long bytes) {
    return (int) libc.call(Call.FALLOCATE, fd, FALLOC_FL_KEEP_SIZE, offset, bytes);
  }

  /// Cuts a file off, with the room that it may have beyond: 0, or `-errno`.
  int truncate(int fd, long size) {
    return (int) libc.call(Call.FTRUNCATE, fd, size);
  }

  /// The byte of a file at an offset, 0 to 255.
  int byteAt(int fd, long offset) {
    long result = libc.call(Call.PREAD64, fd, answer.address(), 1, offset);
    return result == 1 ? answer.get(ValueLayout.JAVA_BYTE, 0) & 0xff : -Errno.EIO;
  }

  /// How many bytes wait in a pipe.
  int waiting(int fd) {
    long result = libc.call(Call.IOCTL, fd, FIONREAD, answer.address());
    return result < 0 ? (int) result : answer.get(ValueLayout.JAVA_INT, 0);
  }

  int capacity(int pipe) {
    return (int) libc.call(Call.FCNTL, pipe, F_GETPIPE_SZ);
  }

  /// Asks for a larger pipe: its capacity now, or `-errno`, where the user has too many already.
  int enlarge(int pipe, int bytes) {
    return (int) libc.call(Call.FCNTL, pipe, F_SETPIPE_SZ, bytes);
  }

  /// A new pipe: its reading and its writing end.
  Pipe pipe() {
    long result = libc.call(Call.PIPE2, answer.address(), O_CLOEXEC | O_NONBLOCK);
    if (result < 0) {
      throw new IllegalStateException("pipe2: " + Errno.name((int) -result));
    }
    return new Pipe(
        answer.get(ValueLayout.JAVA_INT, 0), answer.get(ValueLayout.JAVA_INT, Integer.BYTES));
  }

  void close(int fd) {
    libc.call(Call.CLOSE, fd);
  }

  long call(Call call, long a, long b, long c) {
    return libc.call(call, a, b, c);
  }

  long call(Call call, long a, long b, long c, long d, long e, long f) {
    return libc.call(call, a, b, c, d, e, f);
  }

  @Override
  public void close() {
    libc.close();
  }

  private int onPath(String name, PathCall call) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length >= PATH_BYTES_MAX) {
      return -Errno.ENAMETOOLONG;
    }
    MemorySegment.copy(bytes, 0, path, ValueLayout.JAVA_BYTE, 0, bytes.length);
    path.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
    return (int) call.make();
  }

  private interface PathCall {
    long make();
  }

  record Pipe(int reading, int writing) {}
}
