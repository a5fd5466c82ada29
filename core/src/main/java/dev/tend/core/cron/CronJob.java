package dev.tend.core.cron;

import java.time.Instant;
import java.util.Set;

/// A cron job as a function: what it was and what happened, to what it is and what it wants done.
///
/// Each firing is accounted for exactly once. It comes to a run or to a [Skip], and which of them
/// was decided is noted, with the moment up to which all is decided, before anything is done. So a
/// daemon that dies at any point is followed by one that neither forgets a firing nor serves it
/// twice. A firing is known by the moment that the schedule names, never by when somebody looked.
public final class CronJob {

  private CronJob() {}

  /// The cron job after `event`.
  ///
  /// @param now the time of day; it may lie before that of an earlier step
  public static CronStep step(CronState before, CronEvent event, CronRule rule, Instant now) {
    CronDraft draft = new CronDraft(before, rule, now);
    switch (event) {
      case CronEvent.Woken _ -> new Reckoning(draft).account();
      case CronEvent.Opened(String boot, Set<Long> known) -> {
        draft.resume(known);
        new Reckoning(draft).account();
        boot(draft, boot);
      }
      case CronEvent.Triggered(var by) -> {
        new Reckoning(draft).account();
        draft.enqueue(new Firing.Triggered(by, now), now);
      }
      case CronEvent.Suspended(var by) -> {
        new Reckoning(draft).account();
        draft.say(new CronState.Word(true, by, now));
        draft.dropPlanned();
      }
      case CronEvent.Resumed(var by) -> {
        new Reckoning(draft).account();
        draft.say(new CronState.Word(false, by, now));
      }
      case CronEvent.Changed(CronRule old) -> changed(draft, old);
      case CronEvent.Ended(long number, boolean success, String sentence) -> {
        // Before the firings: one that is due right now should not find an earlier run in its way.
        draft.end(number, success, sentence);
        new Reckoning(draft).account();
      }
    }
    new Turns(draft).take();
    return draft.step();
  }

  private static void boot(CronDraft draft, String boot) {
    if (draft.rule().schedule().firesAtBoot() && draft.boots(boot)) {
      if (draft.suspended()) {
        draft.skip(draft.now(), draft.now(), 1, Skip.Reason.SUSPENDED, false);
      } else {
        draft.enqueue(new Firing.Booted(draft.now()), draft.now());
      }
    }
  }

  /// Firings of the old rule are served by it; those of a new schedule count from now.
  private static void changed(CronDraft draft, CronRule old) {
    CronRule rule = draft.rule();
    boolean moved =
        !rule.schedule().equals(old.schedule())
            || !rule.zone().equals(old.zone())
            || !rule.notBefore().equals(old.notBefore())
            || !rule.notAfter().equals(old.notAfter());
    if (moved) {
      draft.accountUpTo(draft.now());
    }
    if (rule.suspend() != old.suspend()) {
      draft.unsay();
    }
    new Reckoning(draft).account();
  }
}
