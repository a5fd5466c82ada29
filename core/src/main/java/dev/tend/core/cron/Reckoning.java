package dev.tend.core.cron;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Finds the firings that have come since the last time somebody looked, and decides of each
/// whether it is to run.
record Reckoning(CronDraft draft) {

  /// So late a firing still counts as served in time: a daemon that restarts, a busy host or a
  /// short suspend does not make it a missed one. As long as systemd's timers take (AccuracySec).
  static final Duration PUNCTUAL = Duration.ofMinutes(1);

  /// A storm of starts after a long night helps nobody.
  static final int MADE_UP_MAX = 100;

  /// A clock that is put back further was wrong before: what it had counted is no measure any more
  /// (Vixie's cron draws the same line).
  static final Duration SET_BACK_MAX = Duration.ofHours(3);

  /// Accounts for all firings up to now.
  void account() {
    readBack();
    CronRule rule = draft.rule();
    Instant from = draft.accounted();
    Optional<Instant> first = draft.next().filter(it -> !it.isAfter(draft.now()));
    if (first.isEmpty()) {
      return;
    }
    Instant last = rule.last(first.get(), draft.now()).orElse(first.get());
    Deque<Instant> chosen = draft.suspended() ? new ArrayDeque<>() : chosen(from, last);
    passOver(first.get(), last, chosen);
    for (Instant firing : chosen) {
      Duration late = lateness(firing);
      boolean latest = firing.equals(chosen.getLast()) && late.compareTo(PUNCTUAL) <= 0;
      boolean madeUp = !late.isNegative() && !latest;
      draft.enqueue(new Firing.Planned(firing, madeUp), rule.due(firing));
    }
    draft.accountUpTo(last);
  }

  /// Where the clock was put back, decides whether the firings that it will show again are new.
  ///
  /// They are not where they have a time of the day, since they were served. What says how often it
  /// fires would fall silent for as long as the clock was put back, so it waits for one period at
  /// most.
  private void readBack() {
    Instant accounted = draft.accounted();
    if (!accounted.isAfter(draft.now())) {
      return;
    }
    CronRule rule = draft.rule();
    boolean served = rule.last(accounted.minusNanos(1), accounted).isPresent();
    Duration patience = served ? patience(accounted) : Duration.ZERO;
    if (Duration.between(draft.now(), accounted).compareTo(patience) > 0) {
      draft.accountUpTo(draft.now());
      draft.forgetComing();
    }
  }

  private Duration patience(Instant accounted) {
    CronRule rule = draft.rule();
    return rule.schedule().followsRealTime()
        ? rule.next(accounted)
            .map(next -> Duration.between(accounted, next))
            .filter(period -> period.compareTo(SET_BACK_MAX) < 0)
            .orElse(SET_BACK_MAX)
        : SET_BACK_MAX;
  }

  /// Those that are to run, the oldest first: all whose jitter is not over yet, and of those that
  /// should run by now as many as policy allows.
  private Deque<Instant> chosen(Instant from, Instant last) {
    Deque<Instant> chosen = new ArrayDeque<>();
    Instant jittering = draft.now().minus(draft.rule().jitter());
    int left = draft.rule().missed() == Missed.ALL ? MADE_UP_MAX : 1;
    Optional<Instant> firing = Optional.of(last);
    while (firing.isPresent() && (left > 0 || firing.get().isAfter(jittering))) {
      if (lateness(firing.get()).isNegative()) {
        chosen.addFirst(firing.get());
      } else if (left > 0) {
        left--;
        if (inTime(firing.get())) {
          chosen.addFirst(firing.get());
        }
      }
      Instant since = left > 0 || from.isAfter(jittering) ? from : jittering;
      firing = draft.rule().last(since, firing.get().minusNanos(1));
    }
    return chosen;
  }

  private boolean inTime(Instant firing) {
    Optional<Duration> deadline = draft.rule().startDeadline();
    Duration late = lateness(firing);
    boolean punctual = draft.rule().missed() != Missed.NONE || late.compareTo(PUNCTUAL) <= 0;
    return punctual && (deadline.isEmpty() || late.compareTo(deadline.get()) <= 0);
  }

  private Duration lateness(Instant firing) {
    return Duration.between(draft.rule().due(firing), draft.now());
  }

  /// Says of all that are not chosen why they do not run, a stretch at a time.
  private void passOver(Instant first, Instant last, Deque<Instant> chosen) {
    Instant after = first.minusNanos(1);
    for (Instant firing : chosen) {
      // Mostly it is the first of them and the last: then there is nothing to look for.
      if (firing.isAfter(first)) {
        stretch(after, firing.minusNanos(1));
      }
      after = firing;
    }
    if (after.isBefore(last)) {
      stretch(after, last);
    }
  }

  private void stretch(Instant after, Instant until) {
    CronRule rule = draft.rule();
    Optional<Instant> next = rule.next(after).filter(it -> !it.isAfter(until));
    if (next.isEmpty()) {
      return;
    }
    Instant first = next.get();
    Instant last = rule.last(after, until).orElseThrow();
    int count = 0;
    Optional<Instant> firing = Optional.of(first);
    while (firing.isPresent() && !firing.get().isAfter(until) && count < Skip.COUNT_MAX) {
      count++;
      firing = rule.next(firing.get());
    }
    draft.skip(first, last, count, reason(last), false);
  }

  private Skip.Reason reason(Instant firing) {
    if (draft.suspended()) {
      return Skip.Reason.SUSPENDED;
    }
    boolean late =
        draft.rule().startDeadline().filter(it -> lateness(firing).compareTo(it) > 0).isPresent();
    return switch (draft.rule().missed()) {
      case NONE -> Skip.Reason.MISSED;
      case LAST -> late ? Skip.Reason.TOO_LATE : Skip.Reason.OVERTAKEN;
      case ALL -> late ? Skip.Reason.TOO_LATE : Skip.Reason.TOO_MANY;
    };
  }
}
