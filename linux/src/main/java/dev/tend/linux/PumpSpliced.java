package dev.tend.linux;

/// Into a file, without ever being in user space, where a crash could lose or double bytes.
final class PumpSpliced implements PumpSink {

  private final PumpTools tools;
  private final LogFile log;
  private final LogLoss loss;

  PumpSpliced(PumpTools tools, LogFile log, LogLoss loss) {
    this.tools = tools;
    this.log = log;
    this.loss = loss;
  }

  @Override
  public long take(int fifo, long bytesMax) {
    long now = tools.nanos();
    if (loss.pausing(now)) {
      return drop(fifo, bytesMax);
    }
    int ready = log.ready(now);
    long moved = ready < 0 ? ready : move(fifo, bytesMax);
    if (moved >= 0) {
      return moved;
    }
    if (moved == -Errno.EAGAIN || moved == -Errno.EINTR) {
      return 0;
    }
    loss.failed((int) -moved, now);
    return drop(fifo, bytesMax);
  }

  @Override
  public void reopen() {
    log.close();
  }

  @Override
  public void close() {
    loss.over();
    log.end();
  }

  private long move(int fifo, long bytesMax) {
    if (loss.underWay()) {
      log.endLine();
    }
    long moved =
        log.room() >= bytesMax ? log.splice(fifo, bytesMax) : moveToLineEnd(fifo, bytesMax);
    if (moved > 0) {
      loss.over();
    }
    return moved;
  }

  /// The file may become full: looks before it takes.
  private long moveToLineEnd(int fifo, long bytesMax) {
    int waiting = tools.calls().waiting(fifo);
    if (waiting <= log.room()) {
      return waiting <= 0 ? 0 : log.splice(fifo, Math.min(waiting, bytesMax));
    }
    LogCut cut = LogCut.of(tools.peek().look(fifo), log.size(), log.room(), log.endsMidLine());
    long moved = cut.bytes() == 0 ? 0 : log.splice(fifo, cut.bytes());
    if (moved != cut.bytes() || !cut.thenRotate()) {
      return moved;
    }
    int rotated = log.rotate();
    if (rotated < 0) {
      return moved > 0 ? moved : rotated;
    }
    return moved > 0 ? moved : move(fifo, bytesMax);
  }

  private long drop(int fifo, long bytesMax) {
    long bytes = tools.dropped().take(fifo, bytesMax);
    loss.dropped(bytes);
    return bytes;
  }
}
