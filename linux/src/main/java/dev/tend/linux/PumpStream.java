package dev.tend.linux;

import dev.tend.engine.Output.Stream;
import java.util.Set;

/// One FIFO and where its bytes go. For the pump's thread.
final class PumpStream {

  /// So often in a row has a writer to fill its FIFO before that is made larger: about a megabyte
  /// without pause. A service that says much when it starts writes less.
  private static final int FILLED_TIMES = 16;

  private static final int NEARLY_FULL_PERCENT = 75;

  private final OutputCalls calls;
  private final LargeFifos large;
  private final int fifo;
  private PumpSink sink;
  private Set<Stream> feeds;
  private int capacity;
  private int filled;

  /// @param feeds which streams of the instance a follower sees grow
  PumpStream(PumpTools tools, int fifo, PumpSink sink, Set<Stream> feeds) {
    this.calls = tools.calls();
    this.large = tools.largeFifos();
    this.fifo = fifo;
    this.sink = sink;
    this.feeds = feeds;
    this.capacity = calls.capacity(fifo);
    large.opened(capacity);
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
    filled = percent(taken) >= NEARLY_FULL_PERCENT ? filled + 1 : 0;
    if (filled == FILLED_TIMES) {
      enlarge();
    }
    return taken;
  }

  /// How much of the FIFO so many bytes are.
  int percent(long taken) {
    return (int) (100 * taken / capacity);
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
    large.closed(capacity);
    calls.close(fifo);
  }

  /// If it is refused, it is asked for again only after another so many times.
  private void enlarge() {
    filled = 0;
    if (capacity < LargeFifos.BYTES) {
      capacity = large.enlarge(fifo);
      large.opened(capacity);
    }
  }
}
