package dev.tend.linux;

/// The room that a file has on the disk before its bytes come, where they come without pause.
///
/// For bytes that have their place already a file system has less to do: on ext4 a fifth of the
/// processor time for each is saved. The room lies beyond the end of the file, where no reader sees
/// it, and is given back when the file is closed. Where the daemon is killed before, the next one
/// finds it. For the pump's thread.
final class LogRoom {

  /// Taken at once. More saves nothing more, and would be missed on a small disk.
  static final long BYTES = 8L * 1024 * 1024;

  /// So much at once comes only from a writer that fills a large FIFO.
  static final long FROM_BYTES = LargeFifos.BYTES / 4;

  private final OutputCalls calls;

  /// Up to where the file has room; 0 if it was given none.
  private long end;

  /// The file system gives none, or has none to give: not asked again before the next file.
  private boolean refused;

  LogRoom(OutputCalls calls) {
    this.calls = calls;
  }

  /// A file was opened. One that has much more room than it fills was left so by a daemon that was
  /// killed.
  void opened(int fd, LogStat stat) {
    refused = false;
    end = 0;
    if (stat.allocated() > stat.size() + FROM_BYTES) {
      calls.truncate(fd, stat.size());
    }
  }

  /// A file has grown.
  ///
  /// @param bytes by how many
  /// @param room how many more may come to this file
  void grew(int fd, long size, long bytes, long room) {
    boolean enough = bytes < FROM_BYTES || size + bytes <= end || room < FROM_BYTES;
    if (enough || refused) {
      return;
    }
    long wanted = Math.min(BYTES, room);
    refused = calls.reserve(fd, size, wanted) < 0;
    if (!refused) {
      end = size + wanted;
    }
  }

  /// Before a file is closed. It is cut off where it ends now, which is not where we think if
  /// somebody emptied it.
  void giveBack(int fd) {
    if (end > 0) {
      calls.stat(fd).ifPresent(stat -> calls.truncate(fd, stat.size()));
      end = 0;
    }
  }
}
