package dev.tend.linux;

import dev.tend.engine.Output.Stream;
import java.util.Set;

/// One FIFO and where its bytes go. For the pump's thread.
final class PumpStream {

  /// What a FIFO holds when nobody asked for more (pipe(7)).
  private static final int FIFO_BYTES_AT_FIRST = 64 * 1024;

  private final OutputCalls calls;
  private final int fifo;
  private PumpSink sink;
  private Set<Stream> feeds;
  private int capacity;
  private boolean enlarged;

  /// @param feeds which streams of the instance a follower sees grow
  PumpStream(OutputCalls calls, int fifo, PumpSink sink, Set<Stream> feeds) {
    this.calls = calls;
    this.fifo = fifo;
    this.sink = sink;
    this.feeds = feeds;
    this.capacity = calls.capacity(fifo);
  }

  int fifo() {
    return fifo;
  }

  Set<Stream> feeds() {
    return feeds;
  }

  void leadTo(PumpSink sink, Set<Stream> feeds) {
    this.sink = sink;
    this.feeds = feeds;
  }

  /// Moves this stream's share of a round, one FIFO full at most, so that none starves another.
  ///
  /// @return how many bytes
  long take() {
    long taken = sink.take(fifo, capacity);
    if (taken >= FIFO_BYTES_AT_FIRST / 2 && !enlarged) {
      enlarge();
    }
    return taken;
  }

  /// Whether so much came at once that the writer may soon have to wait.
  boolean isPressing(long taken) {
    return taken >= capacity / 4;
  }

  /// Moves what is there now; what a process writes meanwhile does not keep it from coming to an
  /// end.
  void drain() {
    long left = calls.waiting(fifo);
    while (left > 0) {
      long taken = take();
      left = taken == 0 ? 0 : left - taken;
    }
  }

  void close() {
    calls.close(fifo);
  }

  /// Only where a writer fills it: the memory of large pipes is limited for users other than root,
  /// for all of their processes together (pipe(7), pipe-user-pages-soft). If it is refused, it
  /// stays as it is and is not asked for again.
  private void enlarge() {
    enlarged = true;
    calls.enlarge(fifo, PumpTools.FIFO_BYTES_MAX);
    capacity = calls.capacity(fifo);
  }
}
