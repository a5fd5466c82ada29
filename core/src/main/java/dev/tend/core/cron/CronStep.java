package dev.tend.core.cron;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a step came to.
///
/// @param wake when the cron job wants to hear [CronEvent.Woken], by the wall clock; empty if never
public record CronStep(CronState state, List<CronEffect> effects, Optional<Instant> wake) {

  public CronStep {
    effects = List.copyOf(effects);
  }
}
