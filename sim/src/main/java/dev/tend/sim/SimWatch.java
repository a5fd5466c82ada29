package dev.tend.sim;

import dev.tend.core.process.RunId;
import dev.tend.engine.KernelEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the present daemon of the simulated machine watches, and what it has not heard yet. All of
/// it is gone with that daemon.
final class SimWatch {
  private final Set<RunId> watched = new HashSet<>();

  /// Those of whose trees nothing may be left, whatever comes of them.
  private final Set<RunId> doomed = new HashSet<>();

  private List<KernelEvent> events = new ArrayList<>();

  /// From now on the daemon hears of the run.
  void begin(RunId run) {
    watched.add(run);
  }

  boolean watches(RunId run) {
    return watched.contains(run);
  }

  /// The daemon killed the tree of the run.
  void doom(RunId run) {
    doomed.add(run);
  }

  boolean dooms(RunId run) {
    return doomed.contains(run);
  }

  /// Tells the daemon something of the machine, or of a run that it asked for.
  void tell(KernelEvent event) {
    events.add(event);
  }

  /// Tells it something of a run, if that is watched.
  void tellOf(RunId run, KernelEvent event) {
    if (watches(run)) {
      events.add(event);
      if (event instanceof KernelEvent.TreeEmpty) {
        watched.remove(run);
        doomed.remove(run);
      }
    }
  }

  boolean hasNews() {
    return !events.isEmpty();
  }

  /// All that is to be heard, once.
  List<KernelEvent> take() {
    List<KernelEvent> told = events;
    events = new ArrayList<>();
    return told;
  }

  /// Nothing is watched any more; what was to be heard still is.
  void end() {
    watched.clear();
  }

  /// The daemon is gone, and what nobody heard of is lost.
  void forgetDaemon() {
    watched.clear();
    doomed.clear();
    events = new ArrayList<>();
  }
}
