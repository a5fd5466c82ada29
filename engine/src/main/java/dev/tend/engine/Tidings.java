package dev.tend.engine;

import dev.tend.core.lifecycle.Event;
import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.process.Notice;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Usage;
import dev.tend.core.world.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the kernel tells of in one turn, as the world takes it.
final class Tidings {
  private final World world;
  private final Map<RunId, Usage> usages = new HashMap<>();

  Tidings(World world) {
    this.world = world;
  }

  /// The runs whose main processes ended.
  static List<RunId> ended(List<KernelEvent> events) {
    return events.stream()
        .filter(KernelEvent.Exited.class::isInstance)
        .map(KernelEvent.Exited.class::cast)
        .map(KernelEvent.Exited::run)
        .toList();
  }

  /// Hands the kernel's events on. An end that leaves nothing behind is one event, so that no
  /// instance is seen clearing up when there is nothing to clear.
  void tell(List<KernelEvent> events) {
    usages.clear();
    Set<RunId> empty = new HashSet<>();
    for (KernelEvent event : events) {
      if (event instanceof KernelEvent.TreeEmpty(RunId run)) {
        empty.add(run);
      }
    }
    for (KernelEvent event : events) {
      switch (event) {
        case KernelEvent.Exited(RunId run, var exit, Usage usage) -> {
          usages.put(run, usage);
          world.occur(run, new Event.Exited(run, exit, empty.remove(run)));
        }
        case KernelEvent.TreeEmpty(RunId run) -> {
          if (empty.remove(run)) {
            world.occur(run, new Event.TreeEmpty(run));
          }
        }
        case KernelEvent.Ready(RunId run, String how) ->
            world.occur(run, new Event.BecameReady(run, how));
        case KernelEvent.NeverReady(RunId run, String how) ->
            world.occur(run, new Event.NeverReady(run, how));
        case KernelEvent.Told(RunId run, Notice notice) ->
            world.occur(run, new Event.Told(run, notice));
        case KernelEvent.Moved(RunId run, ProcessRef main, String how) ->
            world.occur(run, new Event.Moved(run, main, how));
        case KernelEvent.ClockSet() -> world.clockSet();
        case KernelEvent.Said(RunId run, String words) -> world.hears(run, words);
        case KernelEvent.Answered(AskId ask, Finding finding) -> world.answered(ask, finding);
      }
    }
  }

  /// What a run used whose end was told of in this turn.
  Usage usage(RunId run) {
    Usage usage = usages.get(run);
    return usage == null ? Usage.UNKNOWN : usage;
  }
}
