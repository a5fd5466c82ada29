package dev.tend.core.spec;

import java.time.Duration;
import java.util.Optional;

/// How a service is asked to end, and how long it is given before the whole tree is killed.
///
/// @param signal what its process group is sent
/// @param command what is run instead, where given; the signal is the fallback if it cannot be run
/// @param timeout how long after the request the tree is killed
public record StopRule(Signal signal, Optional<Command> command, Duration timeout) {

  public static final StopRule DEFAULT =
      new StopRule(Signal.TERM, Optional.empty(), Duration.ofSeconds(10));

  public StopRule {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("stop timeout is negative");
    }
  }
}
