package dev.tend.core.why;

import dev.tend.core.cause.Reason;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One line of what happened, as it was recorded.
///
/// @param id counts up in the order in which things happened
/// @param to the state that it came into, for a change of state
/// @param reasons why, the latest first; at least one
public record Told(
    long id,
    Instant at,
    InstanceId who,
    String type,
    Optional<StateName> to,
    List<Reason> reasons) {

  public Told {
    reasons = List.copyOf(reasons);
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException("event " + id + " happened for no reason");
    }
  }
}
