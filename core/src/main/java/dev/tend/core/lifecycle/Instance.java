package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import java.time.Instant;

/// One slot of a unit at one moment.
///
/// @param since when it came into the state that operators see
/// @param cause why it is in that state
/// @param adopted whether its process was started by an earlier daemon
/// @param said what its last process said of itself
public record Instance(
    State state, Ledger ledger, Instant since, Cause cause, boolean adopted, Said said) {

  /// One of whose process nothing was heard.
  public Instance(State state, Ledger ledger, Instant since, Cause cause, boolean adopted) {
    this(state, ledger, since, cause, adopted, Said.NOTHING);
  }

  /// The same in another state.
  public Instance in(State other) {
    return new Instance(other, ledger, since, cause, adopted);
  }

  /// The same for another reason.
  public Instance because(Cause why) {
    return new Instance(state, ledger, since, why, adopted, said);
  }

  /// An instance that has never been started.
  public static Instance idle(Cause cause) {
    return new Instance(new State.Stopped(), Ledger.FRESH, cause.at(), cause, false);
  }
}
