package dev.tend.daemon.routes;

import dev.tend.api.EventRecord;
import dev.tend.api.RunRecord;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What the feed knows no more, and the runs: read from a disk, so never on a thread that others
/// wait for.
public interface Past {

  /// Knows nothing but what the feed does.
  Past NONE =
      new Past() {
        @Override
        public List<EventRecord> eventsAfter(long id, int max) {
          return List.of();
        }

        @Override
        public List<EventRecord> eventsBefore(long id, int max) {
          return List.of();
        }

        @Override
        public Runs runs(RunQuestion question) {
          return new Runs.Unknown("no history is kept");
        }

        @Override
        public Runs cronRuns(Collection<UnitName> crons, int eachMax) {
          return new Runs.Unknown("no history is kept");
        }
      };

  /// Up to `max` events with higher numbers, oldest first; none where it cannot be read.
  List<EventRecord> eventsAfter(long id, int max);

  /// Up to `max` events with lower numbers, latest first; none where it cannot be read.
  List<EventRecord> eventsBefore(long id, int max);

  /// Up to `max` events of a unit that happened up to a moment, that included, latest first; none
  /// where they cannot be read.
  default List<EventRecord> eventsUpTo(String unit, Instant moment, int max) {
    return List.of();
  }

  /// Up to `max` events of a unit that happened after a moment, oldest first; none where they
  /// cannot be read.
  default List<EventRecord> eventsAfter(String unit, Instant moment, int max) {
    return List.of();
  }

  /// When the first event happened that is known; empty where none is.
  default Optional<Instant> beginning() {
    return Optional.empty();
  }

  Runs runs(RunQuestion question);

  /// The latest processes of the runs of cron jobs, or why they are not known.
  ///
  /// @param eachMax at most so many of each cron job
  Runs cronRuns(Collection<UnitName> crons, int eachMax);

  /// Which runs are wanted: of these the latest.
  ///
  /// @param since runs that had ended before are not meant
  /// @param until runs that had not begun by then are not meant
  record RunQuestion(
      Predicate<InstanceId> wanted, Optional<Instant> since, Optional<Instant> until, int limit) {}

  /// The runs, or why they are not known.
  sealed interface Runs {

    /// In the order in which they began.
    record Known(List<RunRecord> runs) implements Runs {
      public Known {
        runs = List.copyOf(runs);
      }
    }

    record Unknown(String why) implements Runs {}
  }
}
