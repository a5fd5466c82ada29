package dev.tend.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/// What ties this process to whoever started it: its standard streams, and the session whose
/// terminal sends it SIGINT and SIGHUP.
///
/// Java can replace `System.err`, but not the descriptors, which the JVM itself writes to and which
/// a pipe's reader waits for.
public final class Tether implements AutoCloseable {

  private static final int AT_FDCWD = -100;
  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int O_CREAT = 0x40;
  private static final int O_APPEND = 0x400;
  private static final int O_CLOEXEC = 0x80000;

  /// As log files are: others have no business in it.
  private static final int LOG_MODE = 0640;

  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  private final Libc libc = new Libc();
  private final String log;
  private final int in;
  private final int out;

  /// Opens what the streams are to become; nothing is changed yet.
  ///
  /// @param log where to append what is written from then on; made if it is not there
  /// @throws IOException if it cannot be opened
  public Tether(Path log) throws IOException {
    this.log = log.toString();
    this.in = open("/dev/null", O_RDONLY);
    this.out = open(this.log, O_WRONLY | O_CREAT | O_APPEND);
  }

  private int open(String path, int flags) throws IOException {
    try (Arena call = Arena.ofConfined()) {
      long result =
          libc.call(
              Call.OPENAT,
              AT_FDCWD,
              call.allocateFrom(path).address(),
              flags | O_CLOEXEC,
              LOG_MODE);
      if (result < 0) {
        throw new IOException("cannot write to " + path + ": " + Errno.name((int) -result));
      }
      return (int) result;
    }
  }

  /// Reads from nothing and complains to the log.
  public void moveInputAndErrors() {
    replace(in, STDIN);
    replace(out, STDERR);
  }

  public void moveOutput() {
    replace(out, STDOUT);
  }

  /// Becomes the leader of a session without a terminal (setsid(2)); a process that leads one, or a
  /// group, already keeps it.
  public void leaveSession() {
    long result = libc.call(Call.SETSID, 0);
    if (result < 0 && result != -Errno.EPERM) {
      throw new FailedCall(Call.SETSID, result, "for the daemon");
    }
  }

  private void replace(int with, int stream) {
    long result = libc.call(Call.DUP3, with, stream, 0);
    if (result < 0) {
      throw new FailedCall(Call.DUP3, result, "for the daemon's log " + log);
    }
  }

  @Override
  public void close() {
    libc.call(Call.CLOSE, in);
    libc.call(Call.CLOSE, out);
    libc.close();
  }
}
