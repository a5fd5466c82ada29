package dev.tend.linux;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// The thread that moves what processes write from their FIFOs to files.
///
/// It is the only one that touches FIFOs and log files after they are opened; the loop tells it by
/// a queue what there is, and never waits for it. A round takes at most one FIFO full of each
/// stream that has something, in turn, so that a noisy stream cannot starve a quiet one.
///
/// A pump that ran for each line would cost system calls of its own and a wakeup of the writer's
/// time for each. So after a round it rests, as [PumpRest] says: bytes gather in the FIFOs
/// meanwhile, and writers do not have to wake anybody. The first line after a pause is written at
/// once all the same.
final class Pump implements AutoCloseable {

  private final PumpTools tools = new PumpTools();
  private final PumpPoll poll = new PumpPoll(tools.calls());
  private final PumpRoutes routes;
  private final Holders holders;
  private final Queue<Consumer<PumpRoutes>> orders = new ConcurrentLinkedQueue<>();
  private final PumpBell bell = new PumpBell(poll.bell());
  private final Thread thread;

  private final PumpRest rest = new PumpRest();

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
    LockSupport.unpark(thread);
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
    int ready = await();
    boolean rung = false;
    int fullest = 0;
    for (int index = 0; index < ready; index++) {
      int fd = poll.ready(index);
      if (fd == poll.bell()) {
        rung = true;
      } else if (fd == holders.fd()) {
        holders.look();
      } else {
        fullest = Math.max(fullest, routes.take(fd));
      }
    }
    if (rung) {
      poll.hush();
      obey();
    } else {
      rest(rest.after(fullest));
    }
  }

  private int await() {
    int ready = poll.look();
    if (ready > 0) {
      return ready;
    }
    rest.wasLongEnough();
    return poll.await();
  }

  /// Until then, or until somebody calls: an order should not have to wait.
  private static void rest(long nanos) {
    if (nanos > 0) {
      LockSupport.parkNanos(nanos);
    }
  }

  private void obey() {
    for (Consumer<PumpRoutes> order = orders.poll(); order != null; order = orders.poll()) {
      order.accept(routes);
    }
  }
}
