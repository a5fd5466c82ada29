package dev.tend.engine;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.Usage;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Entry;
import dev.tend.core.world.RunEnd;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What happened, and every run, kept for as long as the operator wants to look back.
///
/// Supervision never waits for it: no method blocks or throws, and what there is no room for is
/// dropped and counted. All of them are called on the loop's thread.
public interface History {

  /// Remembers nothing; the feed has the latest entries all the same.
  History NONE =
      new History() {
        @Override
        public long lastEvent() {
          return 0;
        }

        @Override
        public void recovered(Collection<Journal.OpenRun> open, Instant at) {
          // Nothing was remembered of them.
        }

        @Override
        public void append(List<Entry> entries) {
          // The feed has them.
        }

        @Override
        public void started(RunStart start) {
          // Nobody will ask.
        }

        @Override
        public void ended(RunEnd end, Usage usage) {
          // Nobody will ask.
        }
      };

  /// The number of the last entry that an earlier daemon gave out, or a higher one that none did; 0
  /// if there was none. Called once, before anything else.
  long lastEvent();

  /// The runs of which the journal knows no end. Whatever else was never seen to end has ended
  /// unseen. Called once, before the first turn.
  void recovered(Collection<Journal.OpenRun> open, Instant at);

  /// What happened in a turn.
  void append(List<Entry> entries);

  /// A process was started, or could not be.
  void started(RunStart start);

  /// A run is over. What this method was told is remembered even if the daemon is killed as soon as
  /// it returned.
  ///
  /// @param usage [Usage#UNKNOWN] for a run that nobody could ask about
  void ended(RunEnd end, Usage usage);

  /// The beginning of a run.
  ///
  /// @param hook the name of the hook that it is, if it is one
  /// @param process empty if it could not be started
  /// @param cause why it was started
  record RunStart(
      RunId run,
      RunKind kind,
      InstanceId instance,
      Optional<String> hook,
      Optional<ProcessRef> process,
      Instant at,
      Cause cause) {}
}
