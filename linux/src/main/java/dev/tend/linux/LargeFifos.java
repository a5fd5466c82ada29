package dev.tend.linux;

/// The few FIFOs that may be larger than the kernel makes them, for the writers that fill theirs.
///
/// In a large FIFO writer and pump wait for each other less often, and a system call moves more: a
/// writer without pause costs two thirds of the processor time for each byte. They are few because
/// the kernel allows the pipes of a user, of all his processes together, 64 MiB (pipe(7),
/// pipe-user-pages-soft), and makes each further one as small as two pages. For the pump's thread.
final class LargeFifos {

  /// The largest that an unprivileged user may ask for (/proc/sys/fs/pipe-max-size).
  static final int BYTES = 1024 * 1024;

  /// A quarter of what a user may have; more writers than these keep the pump busy anyway.
  static final int COUNT_MAX = 16;

  private final OutputCalls calls;
  private int count;

  LargeFifos(OutputCalls calls) {
    this.calls = calls;
  }

  /// Makes a FIFO large, if there may be one more and the kernel allows it: its capacity now.
  int enlarge(int fifo) {
    if (count < COUNT_MAX) {
      calls.enlarge(fifo, BYTES);
    }
    return calls.capacity(fifo);
  }

  /// Counts a FIFO of this capacity, which an earlier daemon may have made large.
  void opened(int capacity) {
    count += capacity >= BYTES ? 1 : 0;
  }

  void closed(int capacity) {
    count -= capacity >= BYTES ? 1 : 0;
  }
}
