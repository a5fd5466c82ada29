package dev.tend.core.lifecycle;

import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRetries;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What follows when a process ended without anybody wanting it to.
///
/// A process that has been up for a while is replaced at once; one that fails again and again is
/// tried after pauses that grow from `backoff.min` by `factor` up to `max`. The times of unplanned
/// ends are kept for `give_up_after`, whether the process had been stable or not, because a service
/// that crashes every minute has a problem too.
///
/// `restart_delay` puts one pause before every restart instead, and `start_retries` counts the
/// starts that fail apart from the ends of a service that had been up.
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
    Optional<StartRetries> retries = end.stable() ? Optional.empty() : spec.startRetries();
    if (retries.isEmpty()) {
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
    }
    List<Long> failures = new ArrayList<>(ledger.failureNanos());
    failures.add(nowNanos);
    if (spec.giveUpAfter().isPresent()) {
      GiveUp limit = spec.giveUpAfter().get();
      failures.removeIf(at -> nowNanos - at > limit.within().toNanos());
      if (failures.size() >= limit.attempts()) {
        return new Verdict.GiveUp(
            "gave up after "
                + counted(limit.attempts(), "attempt")
                + " within "
                + DurationText.of(limit.within()));
      }
    } else {
      failures.clear();
    }
    if (retries.isPresent()) {
      return startFailed(retries.get(), ledger.attempt(), failures);
    }
    int next = end.stable() ? 1 : ledger.attempt() + 1;
    return new Verdict.Retry(pause(spec, ledger.attempt(), end, chance), next, failures);
  }

  private static Verdict startFailed(StartRetries retries, int attempt, List<Long> failures) {
    return attempt > retries.count()
        ? new Verdict.GiveUp(
            counted(attempt, "failed start") + ", and start_retries allows no more")
        : new Verdict.Retry(retries.interval(), attempt + 1, failures);
  }

  private static Duration pause(ServiceSpec spec, int attempt, End end, double chance) {
    if (spec.restartDelay().isPresent()) {
      return spec.restartDelay().get();
    }
    if (!end.stable()) {
      return spec.backoff().delay(attempt, chance);
    }
    boolean lived = end.uptime().compareTo(UPTIME_FOR_INSTANT_RESTART) >= 0;
    return lived ? Duration.ZERO : spec.backoff().delay(1, chance);
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
