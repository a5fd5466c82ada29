package dev.tend.core.why;

import dev.tend.core.companion.Hooking;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.InstanceView;
import java.util.List;
import java.util.stream.Stream;

/// Knows which hooks failed while an instance came up that is up all the same: that caused nothing,
/// so it stands in no cause.
///
/// @param records are asked only about what has such hooks, since most has none
record Mishaps(Records records, Ages ages) {

  /// A sentence each, the earliest first; none where it does not run.
  List<String> of(InstanceView view, Hooks hooks) {
    boolean goesOn = view.state() == StateName.STARTING || view.state() == StateName.RUNNING;
    boolean hooked =
        !hooks.of(HookPhase.PRE_START).isEmpty() || !hooks.of(HookPhase.POST_START).isEmpty();
    return goesOn && hooked ? lately(view.id()) : List.of();
  }

  /// Those of the latest run of a job's worker, which may be over, and of its end too.
  List<String> ofWorker(InstanceView view, Hooks hooks) {
    boolean hooked = Stream.of(HookPhase.values()).anyMatch(phase -> !hooks.of(phase).isEmpty());
    return hooked ? lately(view.id()) : List.of();
  }

  private List<String> lately(InstanceId who) {
    return in(records.upTo(who.unit(), ages.now().wall()), who);
  }

  /// Those since the latest start of an instance.
  ///
  /// @param told the latest first
  static List<String> in(List<Told> told, InstanceId who) {
    return told.stream()
        .filter(each -> each.who().equals(who))
        .takeWhile(each -> each.to().filter(to -> to == StateName.STARTING).isEmpty())
        .filter(each -> each.type().equals(Hooking.FAILED))
        .map(each -> each.reasons().getFirst().sentence())
        // What the second try came to, is told by itself.
        .filter(sentence -> !sentence.endsWith(Hooking.ONCE_MORE))
        .toList()
        .reversed();
  }
}
