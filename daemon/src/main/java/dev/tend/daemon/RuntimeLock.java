package dev.tend.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a second daemon out of a runtime directory. The kernel lets go of the lock when its holder
/// dies, so that none is ever left behind; the file holds the pid, for the refusal.
final class RuntimeLock implements AutoCloseable {

  private static final int PID_DIGITS_MAX = 10;

  private final FileChannel channel;

  private RuntimeLock(FileChannel channel) {
    this.channel = channel;
  }

  static RuntimeLock take(Path runtime) throws Refusal {
    Path file = runtime.resolve("lock");
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        String pid = pid(channel);
        channel.close();
        throw new Refusal("a daemon already runs here, with pid " + pid + " (" + runtime + ")");
      }
      String pid = ProcessHandle.current().pid() + "\n";
      channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return new RuntimeLock(channel);
    } catch (IOException failed) {
      throw new Refusal("cannot lock " + file + ": " + failed);
    }
  }

  /// Null if somebody has it.
  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      return null;
    }
  }

  private static String pid(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(PID_DIGITS_MAX);
    channel.read(buffer, 0);
    String pid = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
    return pid.isBlank() ? "unknown" : pid.strip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
