package dev.tend.linux;

import java.lang.foreign.MemorySegment;

/// Shows what waits in a FIFO without taking it: `tee` duplicates it into a scratch pipe (the
/// pages, not the bytes), and only that is read.
final class PumpPeek implements AutoCloseable {

  private final OutputCalls calls;
  private final OutputCalls.Pipe scratch;
  private final MemorySegment seen;

  /// @param bytesMax the capacity of the largest FIFO; where the user may have no pipe of that
  ///   size, less is seen at a time
  PumpPeek(OutputCalls calls, int bytesMax) {
    this.calls = calls;
    this.scratch = calls.pipe();
    calls.enlarge(scratch.writing(), bytesMax);
    this.seen = calls.allocate(calls.capacity(scratch.writing()));
  }

  /// The next bytes of the FIFO; empty if there are none. Valid until the next call.
  MemorySegment look(int fifo) {
    long shown = calls.tee(fifo, scratch.writing(), seen.byteSize());
    long length = 0;
    while (length < shown) {
      long read = calls.read(scratch.reading(), seen.asSlice(length), shown - length);
      if (read <= 0) {
        throw new IllegalStateException("the scratch pipe lost bytes: " + read);
      }
      length += read;
    }
    return seen.asSlice(0, length);
  }

  @Override
  public void close() {
    calls.close(scratch.reading());
    calls.close(scratch.writing());
  }
}
