package dev.tend.cli;

import dev.tend.api.EventRecord;
import dev.tend.api.Follow;
import dev.tend.api.Step;
import java.time.Duration;

/// The feed of events as a bell: what is true is asked for each time it rings, so that a gap in the
/// feed does no harm.
record Bell(Follow<EventRecord> events) {

  /// The longest time between two looks: the bell may ring before what it rings for can be seen.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /// Waits until it rings, or some time has passed.
  ///
  /// @return whether there is a bell to wait for any longer
  boolean await(Duration most) {
    Step<EventRecord> step = events.next(most.compareTo(LOOK_EVERY) < 0 ? most : LOOK_EVERY);
    while (step instanceof Step.Item<EventRecord> && events.hasMore()) {
      step = events.next(LOOK_EVERY);
    }
    return switch (step) {
      case Step.Item<EventRecord> _, Step.Gap<EventRecord> _, Step.Quiet<EventRecord> _ -> true;
      case Step.Ended<EventRecord> _, Step.Broken<EventRecord> _ -> false;
    };
  }
}
