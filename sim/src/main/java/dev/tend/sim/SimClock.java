package dev.tend.sim;

import dev.tend.core.time.Moment;
import dev.tend.engine.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// The clocks of the simulated machine, which move only while somebody waits, and what will happen
/// on it by then.
final class SimClock implements Clock {

  /// Nothing is simulated for so long.
  private static final Duration FAR = Duration.ofDays(36_500);

  /// What passes from the boot of a machine to the start of its daemon.
  private static final long BOOT_NANOS = 5_000_000_000L;

  private final Agenda future = new Agenda();
  private long nanos = Duration.ofHours(1).toNanos();
  private Instant wall = Instant.parse("2026-03-28T22:00:00Z");

  /// The monotonic clock reads so much less than the time since the simulation began.
  private long bootedAtNanos;

  private long horizonNanos = Long.MAX_VALUE;

  @Override
  public Moment now() {
    return new Moment(wall, sinceBootNanos());
  }

  /// Since the simulation began, whatever was booted or set meanwhile.
  long nanos() {
    return nanos;
  }

  /// What the monotonic clock of the machine reads.
  long sinceBootNanos() {
    return nanos - bootedAtNanos;
  }

  /// Somebody sets the time of day.
  void set(Duration by) {
    wall = wall.plus(by);
  }

  /// The monotonic clock begins anew.
  void boot() {
    bootedAtNanos = nanos - BOOT_NANOS;
  }

  /// Waiting does not go beyond this time.
  void horizon(long atNanos) {
    horizonNanos = atNanos;
  }

  /// Plans something, by the time since the simulation began.
  void at(long atNanos, Runnable what) {
    future.add(atNanos, what);
  }

  /// Lets time pass, and what happens happen, until one of these times or until there is news.
  ///
  /// @param deadlineNanos by the monotonic clock
  void await(long deadlineNanos, Instant deadlineWall, BooleanSupplier news) {
    boolean soon = deadlineNanos < Long.MAX_VALUE - bootedAtNanos;
    long until = Math.min(soon ? deadlineNanos + bootedAtNanos : deadlineNanos, horizonNanos);
    // A clock that is set meanwhile ends the wait.
    until = Math.min(until, nanosAt(deadlineWall));
    while (!news.getAsBoolean() && future.nextNanos() <= until && !future.isEmpty()) {
      pass(future.nextNanos());
      future.takeFirst().run();
    }
    while (!future.isEmpty() && future.nextNanos() <= nanos) {
      future.takeFirst().run();
    }
    if (!news.getAsBoolean() && until != Long.MAX_VALUE) {
      pass(until);
    }
  }

  /// When the wall clock reads this if nobody sets it.
  private long nanosAt(Instant time) {
    Duration left = Duration.between(wall, time);
    return left.compareTo(FAR) > 0 ? Long.MAX_VALUE : nanos + left.toNanos();
  }

  void pass(long untilNanos) {
    if (untilNanos > nanos) {
      wall = wall.plusNanos(untilNanos - nanos);
      nanos = untilNanos;
    }
  }
}
