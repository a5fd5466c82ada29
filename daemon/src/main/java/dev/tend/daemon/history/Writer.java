package dev.tend.daemon.history;

import dev.tend.core.spec.HistoryRule;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Writes the facts to the database, on a thread of its own, which may wait for a disk as long as
/// it has to.
///
/// What cannot be written is tried again, with growing pauses, while more waits in the queue; what
/// no attempt will ever write, because the file is no database of ours or another process does not
/// let go of it, goes into a new one.
final class Writer implements Runnable {

  private static final int BATCH_MAX = 1024;
  private static final int PRUNE_EVERY = 1000;
  private final FactQueue queue;
  private final DatabaseFile file;
  private final Sqlite sqlite;
  private final EventNumbers numbers;
  private final LongSupplier lastEvent;
  private final Supplier<HistoryRule> rule;
  private final Pace pace;
  private final Trouble trouble;
  private final InstantSource clock = InstantSource.system();
  private Optional<Database> open = Optional.empty();
  private volatile boolean suspected;
  private long lostBefore;
  private int unpruned = PRUNE_EVERY;

  /// @param lastEvent the number of the last event that was given out
  Writer(
      FactQueue queue,
      DatabaseFile file,
      Sqlite sqlite,
      EventNumbers numbers,
      LongSupplier lastEvent,
      Supplier<HistoryRule> rule,
      Pace pace,
      Trouble trouble) {
    this.queue = queue;
    this.file = file;
    this.sqlite = sqlite;
    this.numbers = numbers;
    this.lastEvent = lastEvent;
    this.rule = rule;
    this.pace = pace;
    this.trouble = trouble;
  }

  /// Says that a reader found damage; the next transaction goes into a new database.
  void suspect() {
    suspected = true;
  }

  @Override
  public void run() {
    try {
      Duration pause = pace.firstAfter();
      while (queue.awaitFirst()) {
        numbers.reserve(lastEvent.getAsLong());
        List<Fact> batch = queue.take(pause, BATCH_MAX);
        write(batch);
        queue.settle(batch.size());
        pause = pace.flushEvery();
      }
      numbers.settle(lastEvent.getAsLong());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /// Tries until it is written, or the daemon ends.
  private void write(List<Fact> batch) throws InterruptedException {
    Duration pause = pace.pauseMin();
    Duration locked = Duration.ZERO;
    boolean replaced = false;
    boolean ending = false;
    while (!ending) {
      try {
        attempt(batch);
        trouble.over(lost());
        return;
      } catch (SQLException failed) {
        close();
        Fault fault = Fault.of(failed);
        boolean hopeless =
            fault == Fault.DAMAGED
                || (fault == Fault.LOCKED && locked.compareTo(pace.lockedPatience()) > 0);
        if (hopeless && !replaced) {
          replaced = setAside(fault, failed);
        } else {
          trouble.failing("the history cannot be written: " + failed.getMessage());
          ending = queue.awaitClosed(pause);
          locked = locked.plus(pause);
          pause = pace.longer(pause);
        }
      }
    }
  }

  private void attempt(List<Fact> batch) throws SQLException {
    if (suspected) {
      suspected = false;
      throw new SQLException("a reader found it damaged", null, Fault.CORRUPT);
    }
    Database database = database();
    database.write(batch);
    unpruned += batch.size();
    if (unpruned >= PRUNE_EVERY) {
      database.prune(rule.get(), clock.instant());
      unpruned = 0;
    }
  }

  private Database database() throws SQLException {
    if (open.isEmpty()) {
      open = Optional.of(Database.open(sqlite, file.path()));
    }
    return open.get();
  }

  private boolean setAside(Fault fault, SQLException failed) {
    Instant now = clock.instant();
    try {
      trouble.setAside(
          "the history cannot be used ("
              + failed.getMessage()
              + "): it is kept as "
              + file.setAside(fault, now)
              + ", and a new one begins");
      return true;
    } catch (IOException stays) {
      trouble.failing("the history cannot be used, nor set aside: " + stays);
      return false;
    }
  }

  private long lost() {
    long all = queue.dropped();
    long lost = all - lostBefore;
    lostBefore = all;
    return lost;
  }

  private void close() {
    try {
      if (open.isPresent()) {
        open.get().close();
      }
    } catch (SQLException failed) {
      trouble.failing("the history cannot be closed: " + failed.getMessage());
    }
    open = Optional.empty();
  }
}
