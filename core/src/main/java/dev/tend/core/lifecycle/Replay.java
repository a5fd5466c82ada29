package dev.tend.core.lifecycle;

import dev.tend.core.spec.ServiceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a restart policy makes of runs that were recorded: the policy that judges real ends judges
/// these, each run lasting as long as it did, and a pause as long as the policy says, without
/// jitter.
public final class Replay {

  /// Chance neither adds to a pause nor takes from it.
  private static final double NO_JITTER = 0.5;

  private final ServiceSpec policy;
  private Ledger ledger = Ledger.FRESH;
  private int runs;
  private int restarts;
  private Duration down = Duration.ZERO;
  private Optional<GaveUp> gaveUp = Optional.empty();
  private Optional<Instant> over = Optional.empty();
  private boolean completed;

  private Replay(ServiceSpec policy) {
    this.policy = policy;
  }

  /// A recorded run of one instance.
  ///
  /// @param success whether it ended with exit code 0
  /// @param judged whether it ended by itself, so that a policy had to decide; otherwise somebody
  ///   asked for its end
  public record Run(Instant started, Instant ended, boolean success, boolean judged) {
    Duration length() {
      Duration length = Duration.between(started, ended);
      return length.isNegative() ? Duration.ZERO : length;
    }
  }

  /// How it went, or would have gone.
  ///
  /// @param runs how many of the recorded runs there were
  /// @param restarts how many of them were begun without anybody asking
  /// @param downtime how long it was down after ends that nobody asked for
  /// @param gaveUp the first time that it was given up
  public record Result(int runs, int restarts, Duration downtime, Optional<GaveUp> gaveUp) {}

  /// @param because which rule says so
  public record GaveUp(Instant at, String because) {}

  /// @param recorded runs that have ended, in the order in which they began
  /// @param until the end of what is looked at
  public static Result of(ServiceSpec policy, List<Run> recorded, Instant until) {
    Replay replay = new Replay(policy);
    Instant now = recorded.isEmpty() ? until : recorded.getFirst().started();
    boolean asked = true;
    for (Run run : recorded) {
      now = replay.begins(run, asked, now);
      asked = !run.judged();
      if (replay.over.isEmpty()) {
        now = replay.ends(run, now.plus(run.length()));
      }
    }
    replay.over.ifPresent(since -> replay.wasDown(since, until));
    return new Result(replay.runs, replay.restarts, replay.down, replay.gaveUp);
  }

  /// What really happened, in the same terms.
  ///
  /// @param lives whether another run began then, which has not ended
  public static Result recorded(List<Run> recorded, Instant until, boolean lives) {
    int restarts = 0;
    Duration down = Duration.ZERO;
    for (int i = 0; i < recorded.size(); i++) {
      Run run = recorded.get(i);
      boolean last = i == recorded.size() - 1;
      if (run.judged() && !(last && !lives && run.success())) {
        Duration pause =
            Duration.between(run.ended(), last ? until : recorded.get(i + 1).started());
        down = down.plus(pause.isNegative() ? Duration.ZERO : pause);
        restarts += last && !lives ? 0 : 1;
      }
    }
    return new Result(recorded.size(), restarts, down, Optional.empty());
  }

  /// Somebody asked for a run, or the policy did: then it begins as early as that says.
  private Instant begins(Run run, boolean asked, Instant now) {
    if (!asked) {
      return now;
    }
    over.ifPresent(since -> wasDown(since, run.started()));
    over = Optional.empty();
    ledger = ledger.forgiven();
    return run.started().isAfter(now) ? run.started() : now;
  }

  private Instant ends(Run run, Instant now) {
    runs++;
    if (!run.judged()) {
      return now;
    }
    boolean stable = run.length().compareTo(policy.start().stableAfter()) >= 0;
    End end = new End(run.success(), stable, run.length());
    long nanos = Duration.between(Instant.EPOCH, now).toNanos();
    return switch (RestartPolicy.verdict(policy, ledger, end, nanos, NO_JITTER)) {
      case RestartPolicy.Verdict.Retry(Duration delay, int attempt, var failures) -> {
        ledger = ledger.withAttempt(attempt).withFailures(failures).restarted();
        restarts++;
        down = down.plus(delay);
        yield now.plus(delay);
      }
      case RestartPolicy.Verdict.GiveUp(String because) -> {
        if (gaveUp.isEmpty()) {
          gaveUp = Optional.of(new GaveUp(now, because));
        }
        over = Optional.of(now);
        yield now;
      }
      case RestartPolicy.Verdict.Complete _ -> {
        over = Optional.of(now);
        completed = true;
        yield now;
      }
    };
  }

  private void wasDown(Instant since, Instant to) {
    if (!completed && to.isAfter(since)) {
      down = down.plus(Duration.between(since, to));
    }
    completed = false;
  }
}
