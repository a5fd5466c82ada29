package dev.tend.core.companion;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.process.RunId;
import java.util.List;
import java.util.Optional;

/// What became of a companion by one event.
///
/// @param told what the lifecycle of its instance has to know of
/// @param remarks what an operator may want to know of
public record Act(
    Companion companion, List<Effect> effects, List<Event> told, List<Remark> remarks) {

  public Act {
    effects = List.copyOf(effects);
    told = List.copyOf(told);
    remarks = List.copyOf(remarks);
  }

  /// An entry for the feed.
  ///
  /// @param type as `kill_overdue`
  /// @param sentence a clause without a full stop
  /// @param hook the name of the hook that it is about, if it is
  public record Remark(String type, String sentence, RunId run, Optional<String> hook) {}
}
