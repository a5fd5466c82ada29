package dev.tend.engine;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The operating system, as far as processes go.
///
/// All methods but [#wake] are called by the loop's thread only. A run is known from a `spawn` or
/// `adopt` that succeeded until its [KernelEvent.TreeEmpty] was handed out; signalling one that is
/// not known does nothing.
public interface Kernel extends AutoCloseable {

  /// Starts a process, in a session of its own, its output going where [Output] says.
  SpawnResult spawn(LaunchPlan plan);

  /// Takes over a process that an earlier daemon started. Its identity is verified; if it is not
  /// there any more, or another process has its pid, the answer is `false`, and whatever else is
  /// left of the run's tree is reported or killed as for a run of our own: [KernelEvent.TreeEmpty]
  /// follows, in either case, when nothing of it is left.
  boolean adopt(RunId run, ProcessRef process);

  /// Takes over a run of an earlier daemon that died before it noted the process: whatever carries
  /// the run's name is its tree, and the leader of its session its main process. If that lives, it
  /// is watched as after [#adopt], and returned; otherwise [KernelEvent.TreeEmpty] follows when
  /// nothing of the run is left, at once if there is nothing.
  Optional<ProcessRef> reclaim(RunId run);

  /// Looks whether one of the detectors names a living process of ours that is no other run's, and
  /// takes the first one over as the main process of the run. A run that is not known is a new one,
  /// as after [#adopt]; one that is known has lost its main process, and goes on: another
  /// [KernelEvent.Exited] follows when this one ends, and [KernelEvent.TreeEmpty] once, as ever.
  Sighting look(Search search);

  /// Sends a signal to the process group of the run's main process, or, once that is gone, to what
  /// is left of its tree; who got the same one with the group does not get it twice.
  void signal(RunId run, Signal signal);

  /// Kills every process of the run, those that it starts meanwhile too, until none is left.
  void killTree(RunId run);

  /// The pid files of this machine.
  PidFiles pidFiles();

  /// The prober of this machine, whose answers come among the events.
  Prober prober();

  /// Waits until something happened, somebody called [#wake], or one of the clocks reads its
  /// deadline; the only place where time passes.
  ///
  /// @param deadlineNanos on the monotonic clock; `Long.MAX_VALUE` for none
  /// @param deadlineWall the time of day, whatever it is set to meanwhile; `Instant.MAX` for none
  /// @return what happened, oldest first; empty if it was only a deadline or a wake
  List<KernelEvent> await(long deadlineNanos, Instant deadlineWall);

  /// The same with the monotonic clock only.
  default List<KernelEvent> await(long deadlineNanos) {
    return await(deadlineNanos, Instant.MAX);
  }

  /// Makes a waiting or the next [#await] return at once; safe on any thread.
  void wake();

  @Override
  void close();

  /// What came of a spawn.
  sealed interface SpawnResult {
    record Spawned(ProcessRef process) implements SpawnResult {}

    record Refused(SpawnFault fault) implements SpawnResult {}
  }
}
