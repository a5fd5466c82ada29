package dev.tend.core.cron;

import dev.tend.core.cause.Actor;
import java.time.Instant;

/// What asks for a run.
public sealed interface Firing {

  /// The moment that the schedule names, or that at which somebody asked.
  Instant at();

  /// The schedule.
  ///
  /// @param madeUp whether it was missed when it was due
  record Planned(Instant at, boolean madeUp) implements Firing {}

  /// The first start of a daemon after a boot: `@reboot`.
  record Booted(Instant at) implements Firing {}

  /// An operator.
  record Triggered(Actor by, Instant at) implements Firing {}

  /// What asks, as a clause: `its schedule named 2026-11-21T02:00:00Z`.
  default String sentence() {
    return switch (this) {
      case Planned(Instant at, boolean madeUp) ->
          "its schedule named " + at + (madeUp ? ", which was missed" : "");
      case Booted _ -> "the host was booted";
      case Triggered(Actor by, Instant _) -> by + " asked for a run";
    };
  }

  /// Whether it was missed and is served as soon as there is room for it.
  default boolean waits() {
    return this instanceof Planned(Instant _, boolean madeUp) && madeUp;
  }
}
