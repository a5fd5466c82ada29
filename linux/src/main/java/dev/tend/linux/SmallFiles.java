package dev.tend.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Reads small files whole and looks at names, in as few system calls as there can be.
///
/// `/proc` is read on the way from a crash to the next process, where the several objects and the
/// exceptions of `java.nio.file` for a file that is gone already would be most of the cost. Paths
/// are UTF-8 whatever the locale of the daemon is.
final class SmallFiles implements AutoCloseable {

  /// Enough for a `stat`, a list of a thousand children or a common environment in one read.
  private static final int FIRST_BLOCK_BYTES = 16 * 1024;

  private static final int AT_FDCWD = -100;
  private static final int O_CLOEXEC = 0x80000;
  private static final int O_RDONLY = 0;
  private static final int O_NONBLOCK = 04000;
  private static final int STATX_TYPE_MODE_UID_MTIME = 1 | 2 | 8 | 0x40;
  private static final int X_OK = 1;

  /// `struct statx` and the offsets of what is wanted of it (statx(2)).
  private static final int STATX_BYTES = 256;

  private static final int STATX_UID = 20;
  private static final int STATX_MTIME = 112;
  private static final int STATX_MODE = 28;

  /// `struct linux_dirent64`: the length of the entry, and its name (getdents64(2)).
  private static final int ENTRY_LENGTH = 16;

  private static final int ENTRY_NAME = 19;

  private final Libc libc;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment about = arena.allocate(STATX_BYTES, Long.BYTES);
  private MemorySegment block = arena.allocate(FIRST_BLOCK_BYTES, Long.BYTES);

  SmallFiles(Libc libc) {
    this.libc = libc;
  }

  /// What a file holds, or why it cannot be read.
  sealed interface Content {
    /// @param latin1 one character a byte, so that a search in it is a search in the bytes
    record Text(String latin1) implements Content {
      String utf8() {
        return new String(latin1.getBytes(ISO_8859_1), UTF_8);
      }
    }

    record Unreadable(int errno) implements Content {}
  }

  /// What a path leads to, symbolic links followed.
  sealed interface Node {
    /// @param owner the uid
    /// @param writtenMillis when its content was last written, since the epoch
    record Present(int mode, int owner, long writtenMillis) implements Node {
      private static final int TYPE = 0170000;
      private static final int DIRECTORY = 0040000;
      private static final int ANY_EXECUTE = 0111;

      boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
      }

      /// Whether anybody at all may execute it; root may execute no file of which that is false.
      boolean isExecutable() {
        return (mode & ANY_EXECUTE) != 0;
      }
    }

    record Absent(int errno) implements Node {}
  }

  Content read(String path) {
    return open(path, 0, this::readAll);
  }

  /// No more than what one read brings, for files that may be large; nothing of what is no file but
  /// a FIFO, and no waiting for it.
  Content readStart(String path) {
    return open(path, O_NONBLOCK, fd -> content(readSome(fd, 0)));
  }

  Node look(String path) {
    try (Arena call = Arena.ofConfined()) {
      long result =
          libc.call(
              Call.STATX,
              AT_FDCWD,
              call.allocateFrom(path).address(),
              0,
              STATX_TYPE_MODE_UID_MTIME,
              about.address(),
              0);
      return result < 0 ? new Node.Absent((int) -result) : present();
    }
  }

  private Node present() {
    long seconds = about.get(ValueLayout.JAVA_LONG, STATX_MTIME);
    int nanos = about.get(ValueLayout.JAVA_INT, STATX_MTIME + Long.BYTES);
    return new Node.Present(
        Short.toUnsignedInt(about.get(ValueLayout.JAVA_SHORT, STATX_MODE)),
        about.get(ValueLayout.JAVA_INT, STATX_UID),
        seconds * 1000 + nanos / 1_000_000);
  }

  /// Whether we ourselves may enter a directory: 0, or `-errno`.
  int enter(String directory) {
    try (Arena call = Arena.ofConfined()) {
      long path = call.allocateFrom(directory + "/.").address();
      return (int) libc.call(Call.FACCESSAT, AT_FDCWD, path, X_OK);
    }
  }

  /// The entries of a directory that are numbers, such as the processes in `/proc`; none if it
  /// cannot be read.
  List<Integer> numbersIn(String directory) {
    List<Integer> numbers = new ArrayList<>();
    int fd = open(directory, 0);
    if (fd < 0) {
      return numbers;
    }
    try {
      long length;
      while ((length = libc.call(Call.GETDENTS64, fd, block.address(), block.byteSize())) > 0) {
        collectNumbers(length, numbers);
      }
    } finally {
      libc.call(Call.CLOSE, fd);
    }
    return numbers;
  }

  private void collectNumbers(long length, List<Integer> numbers) {
    for (long at = 0;
        at < length;
        at += Short.toUnsignedInt(block.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + ENTRY_LENGTH))) {
      int number = 0;
      long digit = at + ENTRY_NAME;
      byte c;
      while ((c = block.get(ValueLayout.JAVA_BYTE, digit)) >= '0' && c <= '9') {
        number = number * 10 + (c - '0');
        digit++;
      }
      if (c == 0) {
        numbers.add(number);
      }
    }
  }

  private int open(String path, int flags) {
    try (Arena call = Arena.ofConfined()) {
      long name = call.allocateFrom(path).address();
      return (int) libc.call(Call.OPENAT, AT_FDCWD, name, O_RDONLY | O_CLOEXEC | flags);
    }
  }

  private Content open(String path, int flags, IntFunction<Content> reader) {
    int fd = open(path, flags);
    if (fd < 0) {
      return new Content.Unreadable(-fd);
    }
    try {
      return reader.apply(fd);
    } finally {
      libc.call(Call.CLOSE, fd);
    }
  }

  private Content readAll(int fd) {
    long length = 0;
    long read;
    while ((read = readSome(fd, length)) > 0) {
      length += read;
      if (length == block.byteSize()) {
        // The smaller blocks are freed with the arena: all of them together are no larger than
        // the last.
        block = arena.allocate(2 * length, Long.BYTES).copyFrom(block);
      }
    }
    return content(read < 0 ? read : length);
  }

  private long readSome(int fd, long offset) {
    long read;
    do {
      read = libc.call(Call.READ, fd, block.address() + offset, block.byteSize() - offset);
    } while (read == -Errno.EINTR);
    return read;
  }

  private Content content(long length) {
    return length < 0
        ? new Content.Unreadable((int) -length)
        : new Content.Text(
            new String(block.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), ISO_8859_1));
  }

  @Override
  public void close() {
    arena.close();
  }
}
