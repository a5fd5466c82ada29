package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;
import java.time.Instant;
import java.util.Optional;

/// One line of what happened, in the order in which it happened.
///
/// @param id counts up by one, across daemons too
/// @param instance whom it concerns; empty for the daemon itself
/// @param type the new state by name (`running`), or `configured`, `kill_overdue`, `lines_lost`, …
/// @param from the state before, for a change of state
/// @param to the state after, for a change of state
/// @param run the execution that it concerns
/// @param hook the name of the hook that this is, if it is one
public record Entry(
    long id,
    Instant at,
    Optional<InstanceId> instance,
    String type,
    Optional<StateName> from,
    Optional<StateName> to,
    Cause cause,
    Optional<RunId> run,
    Optional<String> hook) {

  /// One that is about no hook.
  public Entry(
      long id,
      Instant at,
      Optional<InstanceId> instance,
      String type,
      Optional<StateName> from,
      Optional<StateName> to,
      Cause cause,
      Optional<RunId> run) {
    this(id, at, instance, type, from, to, cause, run, Optional.empty());
  }
}
