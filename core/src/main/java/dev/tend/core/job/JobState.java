package dev.tend.core.job;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.spec.JobRule;
import dev.tend.core.time.Moment;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a job knows of itself: enough for the next daemon to go on with, which is why it is noted
/// before anything follows from it.
///
/// @param round counts the times that it was begun, from 1; 0 if it never was
/// @param spec what it was begun by
/// @param workers what the workers of each slot are at, by the slot's number
/// @param ends how the last run in each slot ended, as far as that was heard of: where its worker
///   stands is noted later, and what is counted here is to be told as it was
/// @param succeeded the completions that are done
/// @param lost the indexes that have failed more often than is allowed
/// @param misses the completions that failed, and are neither done nor lost
/// @param failed how many workers have failed
/// @param streak how many have since the last success
/// @param pauseNanos until when nobody starts after a failure, on the monotonic clock of this boot
/// @param asked when it was begun
/// @param active since when its active deadline counts; empty before its first worker
/// @param since when it came into its phase
/// @param cause why it is in its phase
public record JobState(
    long round,
    Fingerprint spec,
    Phase phase,
    SortedMap<Integer, Work> workers,
    SortedMap<Integer, Cause.Exited> ends,
    Indexes succeeded,
    Indexes lost,
    SortedMap<Integer, Misses> misses,
    int failed,
    int streak,
    long pauseNanos,
    Moment asked,
    Optional<Moment> active,
    Moment since,
    Cause cause) {

  /// How far a job has come.
  public sealed interface Phase {

    /// Nobody has asked for it.
    record Idle() implements Phase {}

    /// It is to run, and waits until somebody resumes it.
    record Suspended() implements Phase {}

    record Active() implements Phase {}

    /// It is decided what it came to, and workers of it are still there.
    record Ending(Verdict verdict) implements Phase {}

    /// @param expired whether its time to live is over as well, and nothing is left but this
    record Over(Verdict verdict, boolean expired) implements Phase {}
  }

  /// What a worker is at.
  ///
  /// @param index the completion, or [#NOTHING]
  /// @param attempt the ordinal of the try at that completion, from 1
  /// @param run the try; empty before there is one
  public record Work(int index, int attempt, Optional<RunId> run, Progress progress) {

    /// It works at what nobody wants any more.
    public static final int NOTHING = -1;

    /// How far it has come.
    public enum Progress {
      AT_IT,
      /// It was asked to end.
      STOPPING,
      /// It has ended, and that is counted; something that it left behind is not gone yet.
      COUNTED
    }

    /// Whether it was asked to end.
    public boolean stopping() {
      return progress == Progress.STOPPING;
    }

    /// Whether what it came to is counted already.
    public boolean counted() {
      return progress == Progress.COUNTED;
    }

    boolean isBy(@Nullable RunId other) {
      return run.isPresent() && run.get().equals(other);
    }

    Work by(RunId next) {
      return new Work(index, attempt, Optional.of(next), progress);
    }

    Work unstarted() {
      return new Work(index, attempt, Optional.empty(), progress);
    }

    Work asked() {
      return counted() ? this : new Work(index, attempt, run, Progress.STOPPING);
    }

    Work known() {
      return new Work(index, attempt, run, Progress.COUNTED);
    }

    Work disowned() {
      return new Work(NOTHING, attempt, run, Progress.STOPPING);
    }
  }

  /// @param count how often it failed
  /// @param dueNanos before when it is not tried again, on the monotonic clock of this boot
  public record Misses(int count, long dueNanos) {}

  /// What holds of a job, in the words of Kubernetes.
  public record Condition(String type, String reason, String message, Moment at) {}

  public JobState {
    workers = Collections.unmodifiableSortedMap(new TreeMap<>(workers));
    ends = Collections.unmodifiableSortedMap(new TreeMap<>(ends));
    misses = Collections.unmodifiableSortedMap(new TreeMap<>(misses));
  }

  /// One that nobody has asked for yet.
  public static JobState idle(Fingerprint spec, Cause cause, Moment now) {
    return new JobState(
        0,
        spec,
        new Phase.Idle(),
        new TreeMap<>(),
        new TreeMap<>(),
        Indexes.NONE,
        Indexes.NONE,
        new TreeMap<>(),
        0,
        0,
        now.monotonicNanos(),
        now,
        Optional.empty(),
        now,
        cause);
  }

  /// What it came to, once that is decided.
  public Optional<Verdict> verdict() {
    return switch (phase) {
      case Phase.Ending(Verdict verdict) -> Optional.of(verdict);
      case Phase.Over(Verdict verdict, boolean _) -> Optional.of(verdict);
      case Phase.Idle _, Phase.Suspended _, Phase.Active _ -> Optional.empty();
    };
  }

  /// Whether it is over, and nothing of it is alive.
  public boolean over() {
    return phase instanceof Phase.Over;
  }

  /// Whether it is over and came to what was wanted.
  public boolean complete() {
    return over() && verdict().filter(Verdict::success).isPresent();
  }

  /// How many workers are at something of which nobody knows yet what it comes to.
  public int atWork() {
    return (int) workers.values().stream().filter(work -> !work.counted()).count();
  }

  /// Whether it goes on by itself.
  public boolean running() {
    return phase instanceof Phase.Active || phase instanceof Phase.Ending;
  }

  /// The name of its phase that operators see: `pending`, `suspended`, `active`, `complete`,
  /// `failed`. It is active as long as workers of it are there.
  public String phaseName() {
    return switch (phase) {
      case Phase.Idle _ -> "pending";
      case Phase.Suspended _ -> "suspended";
      case Phase.Active _, Phase.Ending _ -> "active";
      case Phase.Over(Verdict verdict, boolean _) -> verdict.success() ? "complete" : "failed";
    };
  }

  public List<Condition> conditions() {
    return switch (phase) {
      case Phase.Idle _, Phase.Active _ -> List.of();
      case Phase.Suspended _ ->
          List.of(new Condition("Suspended", "JobSuspended", cause.sentence(), since));
      case Phase.Ending(Verdict verdict) ->
          List.of(condition(verdict.success() ? "SuccessCriteriaMet" : "FailureTarget", verdict));
      case Phase.Over(Verdict verdict, boolean _) ->
          List.of(condition(verdict.success() ? "Complete" : "Failed", verdict));
    };
  }

  private Condition condition(String type, Verdict verdict) {
    return new Condition(type, verdict.reason().text(), verdict.message(), since);
  }

  /// When it wants to be looked at again, on the monotonic clock; `Long.MAX_VALUE` for never.
  public long wakeNanos(JobRule rule, long nowNanos) {
    return switch (phase) {
      case Phase.Idle _, Phase.Suspended _, Phase.Ending _ -> Long.MAX_VALUE;
      case Phase.Over(Verdict _, boolean expired) ->
          expired ? Long.MAX_VALUE : rule.ttl().map(since::nanosAfter).orElse(Long.MAX_VALUE);
      case Phase.Active _ -> {
        long next = deadlineNanos(rule);
        if (pauseNanos > nowNanos) {
          next = Math.min(next, pauseNanos);
        }
        for (Misses each : misses.values()) {
          if (each.dueNanos() > nowNanos) {
            next = Math.min(next, each.dueNanos());
          }
        }
        yield next;
      }
    };
  }

  long deadlineNanos(JobRule rule) {
    return rule.activeDeadline()
        .flatMap(limit -> active.map(from -> from.nanosAfter(limit)))
        .orElse(Long.MAX_VALUE);
  }

  /// The same after a boot: what counted on the clock of that one counts on this one's, as far as
  /// the time of day tells, and no pause goes on.
  public JobState rebased(Moment now) {
    SortedMap<Integer, Misses> due = new TreeMap<>();
    misses.forEach((index, each) -> due.put(index, new Misses(each.count(), now.monotonicNanos())));
    return new JobState(
        round,
        spec,
        phase,
        workers,
        ends,
        succeeded,
        lost,
        due,
        failed,
        streak,
        now.monotonicNanos(),
        rebased(asked, now),
        active.map(at -> rebased(at, now)),
        rebased(since, now),
        cause);
  }

  private static Moment rebased(Moment at, Moment now) {
    Duration age = Duration.between(at.wall(), now.wall());
    return new Moment(at.wall(), now.monotonicNanos() - Math.max(0, age.toNanos()));
  }
}
