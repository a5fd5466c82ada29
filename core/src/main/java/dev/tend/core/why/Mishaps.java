package dev.tend.core.why;

import dev.tend.core.companion.Hooking;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.world.InstanceView;
import java.util.List;

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
    if (!goesOn || !hooked) {
      return List.of();
    }
    return records.upTo(view.id().unit(), ages.now().wall()).stream()
        .filter(told -> told.who().equals(view.id()))
        .takeWhile(told -> told.to().filter(to -> to == StateName.STARTING).isEmpty())
        .filter(told -> told.type().equals(Hooking.FAILED))
        .map(told -> told.reasons().getFirst().sentence())
        // What the second try came to, is told by itself.
        .filter(sentence -> !sentence.endsWith(Hooking.ONCE_MORE))
        .toList()
        .reversed();
  }
}
