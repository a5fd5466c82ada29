package dev.tend.core.lifecycle;

import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What follows when a process ended without anybody wanting it to.
///
/// A process that has been up for a while is replaced at once; one that fails again and again is
/// tried after pauses that grow from `backoff.min` by `factor` up to `max`. The times of unplanned
/// ends are kept for `give_up_after`, whether the process had been stable or not, because a service
/// that crashes every minute has a problem too.
final class RestartPolicy {

  /// Below this uptime a start is never repeated without a pause, however short `stable_after` is,
  /// so that no configuration makes a fork storm.
  static final Duration UPTIME_FOR_INSTANT_RESTART = Duration.ofSeconds(1);

  private RestartPolicy() {}

  /// What to do.
  sealed interface Verdict {
    /// Try again after `delay`, which may be zero.
    record Retry(Duration delay, int attempt, List<Long> failureNanos) implements Verdict {}

    /// It ended well, and that is the end of it.
    record Complete() implements Verdict {}

    /// Leave it alone; `because` says which rule ends it.
    record GiveUp(String because) implements Verdict {}
  }

  /// Judges one end.
  ///
  /// @param nowNanos the monotonic time of the end
  /// @param chance 0 (inclusive) to 1 (exclusive), drawn for this verdict
  static Verdict verdict(ServiceSpec spec, Ledger ledger, End end, long nowNanos, double chance) {
    switch (spec.restart()) {
      case NEVER -> {
        return end.success()
            ? new Verdict.Complete()
            : new Verdict.GiveUp("restart = \"never\" rules out another attempt");
      }
      case ON_FAILURE -> {
        if (end.success()) {
          return new Verdict.Complete();
        }
      }
      case ALWAYS -> {}
    }
    List<Long> failures = new ArrayList<>(ledger.failureNanos());
    failures.add(nowNanos);
    if (spec.giveUpAfter().isPresent()) {
      GiveUp limit = spec.giveUpAfter().get();
      failures.removeIf(at -> nowNanos - at > limit.within().toNanos());
      if (failures.size() >= limit.attempts()) {
        return new Verdict.GiveUp(
            "gave up after "
                + limit.attempts()
                + (limit.attempts() == 1 ? " attempt" : " attempts")
                + " within "
                + DurationText.of(limit.within()));
      }
    } else {
      failures.clear();
    }
    if (!end.stable()) {
      Duration delay = delay(spec.backoff(), ledger.attempt(), chance);
      return new Verdict.Retry(delay, ledger.attempt() + 1, failures);
    }
    boolean lived = end.uptime().compareTo(UPTIME_FOR_INSTANT_RESTART) >= 0;
    return new Verdict.Retry(lived ? Duration.ZERO : delay(spec.backoff(), 1, chance), 1, failures);
  }

  /// The pause after the failed attempt number `attempt`: never below [Backoff#FLOOR], never above
  /// `backoff.max`.
  static Duration delay(Backoff backoff, int attempt, double chance) {
    double min = backoff.min().toNanos();
    double max = backoff.max().toNanos();
    double pure = Math.min(max, min * Math.pow(backoff.factor(), attempt - 1));
    double jittered = pure * (1 + backoff.jitter() * (2 * chance - 1));
    long nanos = (long) Math.clamp(jittered, (double) Backoff.FLOOR.toNanos(), max);
    return Duration.ofNanos(nanos);
  }
}
