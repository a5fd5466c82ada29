package dev.tend.linux.probe;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A few threads for what only a blocking call can find out: files, folders, host names. They come
/// when they are needed and go when they are not.
///
/// A call may hang for ever, on a dead network disk for one. So nobody has two calls under way: who
/// hangs takes one thread and no more from the others. For the prober's thread.
final class Lookers {

  /// So many things have to hang before others wait.
  private static final int CALLS_MAX = 16;

  /// One that has just made a call may not be there for the next yet.
  private static final int THREADS_MAX = 2 * CALLS_MAX;

  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          THREADS_MAX,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().name("tend-look-", 1).daemon().factory());
  private final Consumer<Runnable> back;
  private final Set<Object> away = new HashSet<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int under;

  /// @param back runs something on the prober's thread; safe on any
  Lookers(Consumer<Runnable> back) {
    this.back = back;
  }

  /// Whether an earlier call for `whom` has not come back.
  boolean isAway(Object whom) {
    return away.contains(whom);
  }

  /// Has `call` made on a thread of its own, for somebody who is not away.
  ///
  /// @param call answers with what is to be done on the prober's thread then
  void send(Object whom, Supplier<Runnable> call) {
    away.add(whom);
    Runnable errand =
        () -> {
          Runnable then = call.get();
          back.accept(() -> {
            away.remove(whom);
            under--;
            sendWaiting();
            then.run();
          });
        };
    waiting.add(errand);
    sendWaiting();
  }

  private void sendWaiting() {
    while (under < CALLS_MAX && !waiting.isEmpty()) {
      under++;
      threads.execute(waiting.remove());
    }
  }

  /// Ends what is idle; what hangs ends with the daemon.
  void close() {
    threads.shutdownNow();
  }
}
