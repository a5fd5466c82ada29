package dev.tend.linux;

/// Nowhere: for streams that the operator discards, and for bytes that no disk has room for.
final class PumpDropped implements PumpSink {

  private final OutputCalls calls;
  private final int devNull;

  PumpDropped(OutputCalls calls) {
    this.calls = calls;
    this.devNull = calls.open("/dev/null", OutputCalls.O_RDWR | OutputCalls.O_CLOEXEC, 0);
    if (devNull < 0) {
      throw new IllegalStateException("open /dev/null: " + Errno.name(-devNull));
    }
  }

  @Override
  public long take(int fifo, long bytesMax) {
    return Math.max(calls.splice(fifo, devNull, bytesMax), 0);
  }

  @Override
  public void reopen() {
    // Nothing is open that could have moved.
  }

  /// One for all streams, so it stays open until the pump ends.
  @Override
  public void close() {
    // See above.
  }

  void end() {
    calls.close(devNull);
  }
}
