package dev.tend.linux;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// The thread that moves what processes write from their FIFOs to files.
///
/// It is the only one that touches FIFOs and log files after they are opened; the loop tells it by
/// a queue what there is, and never waits for it. A round takes at most one FIFO full of each
/// stream that has something, in turn, so that a noisy stream cannot starve a quiet one.
///
/// A pump that ran for each line would cost a system call of its own and a wakeup of the writer's
/// time for each. So after a round in which nobody wrote much it rests for [#REST_NANOS]: bytes
/// gather in the FIFOs meanwhile, and writers do not have to wake anybody. The first line after a
/// pause is written at once all the same, and where a writer is about to fill its FIFO there is no
/// rest.
final class Pump implements AutoCloseable {

  /// Short against what a person notices, long against the ten microseconds of a round; a writer of
  /// 250 MB a second fills a FIFO of 256 KiB in this time.
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final PumpTools tools = new PumpTools();
  private final PumpPoll poll = new PumpPoll(tools.calls());
  private final PumpRoutes routes;
  private final Holders holders;
  private final Queue<Consumer<PumpRoutes>> orders = new ConcurrentLinkedQueue<>();
  private final PumpBell bell = new PumpBell(poll.bell());
  private final Thread thread;

  /// Of the pump's thread.
  private boolean ending;

  /// @param holders whose needs this thread sees to
  Pump(LogCompressor compressor, LogGrowth growth, Losses losses, Holders holders) {
    this.holders = holders;
    poll.add(holders.fd());
    this.routes = new PumpRoutes(tools, poll, compressor, growth, losses);
    this.thread = Thread.ofPlatform().name("tend-pump").daemon().start(this::run);
  }

  /// Has something done on the pump's thread, in the order of the calls; safe on any thread.
  void order(Consumer<PumpRoutes> order) {
    orders.add(order);
    bell.ring();
  }

  /// Moves everything that is in the FIFOs now, and ends.
  @Override
  public void close() {
    order(last -> {
      last.close();
      ending = true;
    });
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    bell.close();
  }

  private void run() {
    try (tools;
        poll) {
      while (!ending) {
        round();
      }
    }
  }

  private void round() {
    int ready = poll.await();
    boolean rung = false;
    boolean pressing = false;
    for (int index = 0; index < ready; index++) {
      int fd = poll.ready(index);
      if (fd == poll.bell()) {
        rung = true;
      } else if (fd == holders.fd()) {
        holders.look();
      } else {
        pressing |= routes.take(fd);
      }
    }
    if (rung) {
      poll.hush();
      obey();
    } else if (!pressing) {
      LockSupport.parkNanos(REST_NANOS);
    }
  }

  private void obey() {
    for (Consumer<PumpRoutes> order = orders.poll(); order != null; order = orders.poll()) {
      order.accept(routes);
    }
  }
}
