package dev.tend.cli;

import dev.tend.api.EventQuery;
import dev.tend.api.EventRecord;
import dev.tend.api.Failure;
import dev.tend.api.Follow;
import dev.tend.api.Outcome;
import dev.tend.api.Step;

/// Waits until it is clear whether a configuration stands its trial, and says which way it went.
record TrialWait(Session session) {

  private static final String KEPT = "watched";
  private static final String OVERTAKEN = "overtaken";
  private static final String WENT_BACK = "went_back";

  /// @param position the number of the last event before what was applied
  int await(long position) {
    return switch (session.client().followEvents(EventQuery.after(position))) {
      case Outcome.Failed<Follow<EventRecord>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<Follow<EventRecord>>(Follow<EventRecord> events) -> {
        try (events) {
          yield await(events);
        }
      }
    };
  }

  private int await(Follow<EventRecord> events) {
    while (true) {
      switch (events.next()) {
        case Step.Item<EventRecord>(var _, EventRecord event) when event.type().equals(KEPT) -> {
          // Nothing stands behind a document.
          (session.json() ? session.err() : session.out()).println(event.cause());
          return ExitCode.DONE;
        }
        case Step.Item<EventRecord>(var _, EventRecord event)
            when event.type().equals(WENT_BACK) || event.type().equals(OVERTAKEN) -> {
          session.err().println("tend: " + event.cause());
          return ExitCode.REFUSED;
        }
        case Step.Item<EventRecord> _, Step.Gap<EventRecord> _, Step.Quiet<EventRecord> _ -> {}
        case Step.Ended<EventRecord> _, Step.Broken<EventRecord> _ -> {
          session
              .err()
              .println("tend: the daemon ended while this was on trial; the next one goes back");
          return ExitCode.REFUSED;
        }
      }
    }
  }
}
