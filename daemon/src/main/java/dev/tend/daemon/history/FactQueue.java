package dev.tend.daemon.history;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits to be written, between the loop, which never waits, and the writer, which may.
///
/// The lock is held for a few instructions at a time, never while anything is written.
final class FactQueue {

  /// Some minutes of a crash loop; a fact is a reference to what the feed holds anyway.
  static final int FACTS_MAX = 4096;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Fact> facts = new ArrayDeque<>();
  private long offered;
  private long settled;
  private long dropped;
  private boolean urgent;
  private boolean closed;

  /// Whether there was room; if not, the fact is dropped and counted.
  boolean offer(Fact fact) {
    lock.lock();
    try {
      if (closed || facts.size() >= FACTS_MAX) {
        dropped++;
        return false;
      }
      facts.add(fact);
      offered++;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// How many had no room, since the daemon started.
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /// Whether all that was taken in has been written.
  boolean isSettled() {
    lock.lock();
    try {
      return settled == offered;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for something to write.
  ///
  /// @return whether there is something; if not, the queue was closed, and nothing will come
  boolean awaitFirst() throws InterruptedException {
    lock.lock();
    try {
      while (facts.isEmpty() && !closed) {
        changed.await();
      }
      return !facts.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// What there is to write, after a pause in which more may come; no pause where somebody waits
  /// for it.
  List<Fact> take(Duration pause, int max) throws InterruptedException {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (left > 0 && facts.size() < max && !urgent && !closed) {
        left = changed.awaitNanos(left);
      }
      List<Fact> taken = new ArrayList<>(Math.min(max, facts.size()));
      while (taken.size() < max && !facts.isEmpty()) {
        taken.add(facts.remove());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// So many of those taken are written, or given up.
  void settle(int facts) {
    lock.lock();
    try {
      settled += facts;
      urgent &= settled < offered;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until what was offered before this call is written.
  ///
  /// @return whether it is
  boolean awaitSettled(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long wanted = offered;
      long left = patience.toNanos();
      while (settled < wanted && left > 0) {
        urgent = true;
        changed.signalAll();
        left = changed.awaitNanos(left);
      }
      return settled >= wanted;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the end of the pause, or for [#close] if that comes first.
  ///
  /// @return whether it is closed
  boolean awaitClosed(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Nothing more is taken in; what is in there is still to be written.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
