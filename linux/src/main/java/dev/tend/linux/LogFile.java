package dev.tend.linux;

import dev.tend.core.spec.LogRule;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The file that a stream is written to, opened when its first byte comes, and rotated when it is
/// full or, at the next line, too old. For the pump's thread.
///
/// The name is what counts, not the file behind it: when somebody deleted, moved or replaced the
/// file or its folder, a new one is made under the name, at most [#CHECK_NANOS] later. When
/// somebody emptied it, writing goes on at its new end.
final class LogFile {

  private static final System.Logger LOG = System.getLogger("dev.tend.output");

  /// How long a deleted file may go unnoticed; a look costs about two microseconds.
  private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int NOT_OPEN = -1;
  private static final int MODE = 0640;
  private static final int FOLDER_MODE = 0700;

  /// Without O_APPEND, which splice(2) refuses. No link is followed, so that a service's user, who
  /// may own the folder, cannot make the daemon write elsewhere; no terminal is acquired, and no
  /// FIFO waited for.
  private static final int FLAGS =
      OutputCalls.O_RDWR
          | OutputCalls.O_CREAT
          | OutputCalls.O_CLOEXEC
          | OutputCalls.O_NOFOLLOW
          | OutputCalls.O_NONBLOCK
          | OutputCalls.O_NOCTTY;

  private final OutputCalls calls;
  private final LogNames names;
  private final LogCompressor compressor;
  private final long sizeMax;
  private final long ageMillisMax;
  private final InstantSource clock;
  private final LogRoom ahead;
  private final String path;
  private int fd = NOT_OPEN;
  private String identity = "";
  private long size;
  private long limit;
  private long checkedNanos;

  /// When the file was made, or emptied; of the time of day.
  private long begunMillis;

  private boolean old;

  LogFile(PumpTools tools, LogNames names, LogCompressor compressor, LogRule rule) {
    this.calls = tools.calls();
    this.clock = tools.clock();
    this.ahead = new LogRoom(calls);
    this.names = names;
    this.compressor = compressor;
    this.sizeMax = rule.maxSizeBytes();
    this.ageMillisMax = rule.maxAge().toMillis();
    this.path = names.file().toString();
    names.use();
    expire();
    if (names.hasLeftovers()) {
      compressor.recover(names);
    }
  }

  /// Makes the file writable, if it is not: 0, or `-errno`.
  int ready(long nowNanos) {
    if (fd != NOT_OPEN && nowNanos - checkedNanos >= CHECK_NANOS) {
      check();
      checkedNanos = nowNanos;
    }
    checkedNanos = fd == NOT_OPEN ? nowNanos : checkedNanos;
    int result = fd == NOT_OPEN ? open() : 0;
    old = ageMillisMax > 0 && size > 0 && clock.millis() - begunMillis >= ageMillisMax;
    return result;
  }

  long size() {
    return size;
  }

  /// How many bytes may come before the file has to be rotated; negative if it is overdue. One that
  /// is too old has no room, so that it ends with the line that is under way.
  long room() {
    long left = sizeMax == 0 ? Long.MAX_VALUE : limit - size;
    return old ? Math.min(left, 0) : left;
  }

  boolean endsMidLine() {
    return size > 0 && calls.byteAt(fd, size - 1) != '\n';
  }

  /// Moves bytes from a pipe: how many, or `-errno`.
  long splice(int pipe, long bytesMax) {
    return counted(calls.splice(pipe, fd, bytesMax));
  }

  /// Writes bytes from memory: how many, or `-errno`.
  long write(MemorySegment bytes, long offset, long length) {
    return counted(calls.write(fd, bytes, offset, length));
  }

  /// Ends this file and begins a new one: 0, or `-errno`. Where the names cannot be changed, the
  /// old one goes on growing.
  int rotate() {
    try {
      Optional<Integer> generation = names.rotate();
      expire();
      generation.ifPresent(rotated -> compressor.compress(names, rotated));
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, "log={0} not rotated: {1}", path, failure.toString());
      limit = size + sizeMax;
      begin(clock.millis());
      return 0;
    }
    close();
    return open();
  }

  /// The next byte opens it again, under its name.
  void close() {
    if (fd != NOT_OPEN) {
      ahead.giveBack(fd);
      calls.close(fd);
      fd = NOT_OPEN;
    }
  }

  /// Nothing is written to it any more.
  void end() {
    close();
    names.leave();
  }

  /// After a gap: what comes now begins on a line of its own.
  void endLine() {
    if (endsMidLine()) {
      write(calls.newline(), 0, 1);
    }
  }

  private long counted(long result) {
    if (result > 0) {
      size += result;
      ahead.grew(fd, size, result, room());
    }
    return result;
  }

  private int open() {
    int opened = calls.open(path, FLAGS, MODE);
    if (opened == -Errno.ENOENT) {
      int made = calls.makeFoldersOf(names.file(), FOLDER_MODE);
      opened = made < 0 ? made : calls.open(path, FLAGS, MODE);
    }
    if (opened < 0) {
      return opened;
    }
    Optional<LogStat> stat = calls.stat(opened);
    if (stat.isEmpty() || stat.get().kind() != LogStat.Kind.REGULAR) {
      calls.close(opened);
      return -Errno.EINVAL;
    }
    fd = opened;
    identity = stat.get().identity();
    size = calls.seekToEnd(fd);
    limit = sizeMax;
    ahead.opened(fd, stat.get());
    long birthMillis = TimeUnit.NANOSECONDS.toMillis(LogStat.birth(identity));
    long now = clock.millis();
    // Unknown on some file systems; and a clock may have been set back.
    begin(birthMillis == 0 || birthMillis > now ? now : birthMillis);
    return 0;
  }

  /// Before anything is compressed, which may be for nothing.
  private void expire() {
    if (names.forgetsByAge()) {
      compressor.expire(names, clock.instant());
    }
  }

  private void begin(long millis) {
    begunMillis = millis;
    old = false;
  }

  private void check() {
    Optional<LogStat> there = calls.stat(path);
    if (there.isEmpty() || !there.get().identity().equals(identity)) {
      close();
    } else if (there.get().size() < size) {
      size = calls.seekToEnd(fd);
      begin(clock.millis());
    }
  }
}
