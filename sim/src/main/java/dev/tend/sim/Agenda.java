package dev.tend.sim;

import java.util.PriorityQueue;

/// What will happen on the simulated machine, by time, and in the order in which it was planned.
final class Agenda {

  private record Happening(long atNanos, long order, Runnable what)
      implements Comparable<Happening> {
    @Override
    public int compareTo(Happening other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Happening> future = new PriorityQueue<>();
  private long order;

  void add(long atNanos, Runnable what) {
    future.add(new Happening(atNanos, order++, what));
  }

  boolean isEmpty() {
    return future.isEmpty();
  }

  /// When the first thing happens; `Long.MAX_VALUE` for never.
  long nextNanos() {
    Happening next = future.peek();
    return next == null ? Long.MAX_VALUE : next.atNanos();
  }

  Runnable takeFirst() {
    return future.remove().what();
  }
}
