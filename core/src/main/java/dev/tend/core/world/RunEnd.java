package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;
import java.time.Instant;
import java.util.Optional;

/// The one recorded end of a run.
///
/// @param hook the name of the hook that it was, if it was one
/// @param at when it was seen
/// @param cause why it ended: who asked for it, or else that it ended by itself
public record RunEnd(
    RunId run, InstanceId instance, Optional<String> hook, Exit exit, Instant at, Cause cause) {

  /// @param slot where the run was, as it was when that ended
  static RunEnd of(Ledger.LastExit end, InstanceId id, Optional<Slot> slot) {
    Optional<String> hook = slot.flatMap(found -> found.company().hook(end.run()));
    Cause cause =
        slot.map(Slot::instance)
            .filter(instance -> instance.state().ends(end.run()))
            .map(Instance::cause)
            .orElse(new Cause.Exited(end.run(), end.exit(), end.at()));
    return new RunEnd(end.run(), id, hook, end.exit(), end.at(), cause);
  }
}
