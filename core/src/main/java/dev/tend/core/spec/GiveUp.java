package dev.tend.core.spec;

import java.time.Duration;

/// When a service that keeps ending is left alone: after `attempts` unplanned ends `within` a time.
public record GiveUp(int attempts, Duration within) {

  public GiveUp {
    if (attempts < 1) {
      throw new IllegalArgumentException("give_up_after attempts is below 1");
    }
    if (!within.isPositive()) {
      throw new IllegalArgumentException("give_up_after within is not positive");
    }
  }
}
