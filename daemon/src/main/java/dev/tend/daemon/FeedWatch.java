package dev.tend.daemon;

import dev.tend.engine.Engine;
import dev.tend.engine.Feed;
import java.util.concurrent.Semaphore;

/// A thread inside the daemon that looks at what happened, whenever something did.
final class FeedWatch implements AutoCloseable {

  private final Semaphore bell = new Semaphore(1);
  private final Feed.Subscription subscription;
  private final Thread thread;
  private volatile boolean closing;

  private FeedWatch(Engine engine, Runnable look) {
    subscription = engine.feed().onGrowth(bell::release);
    thread = Thread.startVirtualThread(() -> watch(look));
  }

  /// Calls `look` now, after each growth of the feed, and once more at the end.
  static FeedWatch start(Engine engine, Runnable look) {
    return new FeedWatch(engine, look);
  }

  private void watch(Runnable look) {
    while (!closing) {
      bell.acquireUninterruptibly();
      bell.drainPermits();
      look.run();
    }
  }

  /// Returns when everything that happened has been looked at.
  @Override
  public void close() {
    subscription.close();
    closing = true;
    bell.release();
    try {
      thread.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
