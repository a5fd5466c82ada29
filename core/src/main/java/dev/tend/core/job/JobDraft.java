package dev.tend.core.job;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobState.Misses;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.job.JobState.Work;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.spec.JobRule;
import dev.tend.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A step while it is being made: starts as no change at all.
final class JobDraft {
  final JobRule rule;
  final Moment now;
  final SortedMap<Integer, Work> workers;
  final SortedMap<Integer, Cause.Exited> ends;
  final SortedMap<Integer, Misses> misses;
  private final List<JobEffect> effects = new ArrayList<>();
  private long round;
  private Fingerprint spec;
  private Phase phase;
  private Indexes succeeded;
  private Indexes lost;
  private int failed;
  private int streak;
  private long pauseNanos;
  private Moment asked;
  private Optional<Moment> active;
  private Moment since;
  private Cause cause;
  private Optional<Cause> loss = Optional.empty();

  JobDraft(JobState before, JobRule rule, Moment now) {
    this.rule = rule;
    this.now = now;
    workers = new TreeMap<>(before.workers());
    ends = new TreeMap<>(before.ends());
    misses = new TreeMap<>(before.misses());
    round = before.round();
    spec = before.spec();
    phase = before.phase();
    succeeded = before.succeeded();
    lost = before.lost();
    failed = before.failed();
    streak = before.streak();
    pauseNanos = before.pauseNanos();
    asked = before.asked();
    active = before.active();
    since = before.since();
    cause = before.cause();
  }

  Phase phase() {
    return phase;
  }

  Cause cause() {
    return cause;
  }

  Indexes succeeded() {
    return succeeded;
  }

  Indexes lost() {
    return lost;
  }

  int failed() {
    return failed;
  }

  long pauseNanos() {
    return pauseNanos;
  }

  /// Whether its active deadline has passed.
  boolean overdue() {
    return rule.activeDeadline()
        .flatMap(limit -> active.map(from -> from.nanosAfter(limit)))
        .filter(due -> now.monotonicNanos() >= due)
        .isPresent();
  }

  /// Whether it has been over for its time to live.
  boolean outlived() {
    return rule.ttl().map(since::nanosAfter).filter(due -> now.monotonicNanos() >= due).isPresent();
  }

  void effect(JobEffect effect) {
    effects.add(effect);
  }

  void become(Phase next, Cause why) {
    phase = next;
    cause = why;
    since = now;
  }

  /// It ended when it ended.
  void expire(Phase.Over next) {
    phase = next;
  }

  void adapt(Fingerprint next) {
    spec = next;
  }

  /// All that was counted so far counts no longer.
  void anew(Fingerprint next) {
    spec = next;
    round++;
    succeeded = Indexes.NONE;
    lost = Indexes.NONE;
    misses.clear();
    failed = 0;
    streak = 0;
    pauseNanos = now.monotonicNanos();
    asked = now;
    active = Optional.empty();
  }

  /// The active deadline counts from now, unless it does already.
  void counting() {
    active = Optional.of(active.orElse(now));
  }

  void countingNoMore() {
    active = Optional.empty();
  }

  void succeed(int index) {
    succeeded = succeeded.with(index);
    misses.remove(index);
    streak = 0;
  }

  /// @return how many have failed since the last success
  int fail() {
    failed++;
    return ++streak;
  }

  /// @param why its last try failed
  void lose(int index, Cause why) {
    lost = lost.with(index);
    misses.remove(index);
    loss = Optional.of(why);
  }

  /// Why the last one that was lost was; the others may have come to their end later than that.
  Cause loss() {
    return loss.orElseGet(() ->
        new Cause.Failed("each of its tries for index " + lost.text() + " failed", now.wall()));
  }

  void pauseUntil(long nanos) {
    pauseNanos = nanos;
  }

  /// Makes all workers end that were not asked to yet; one that was not started yet is gone at
  /// once. What those left behind that have ended is on its way out.
  void stopAll(Cause why) {
    workers.forEach((slot, work) -> {
      if (work.progress() == Work.Progress.AT_IT) {
        effect(new JobEffect.Stop(slot, why));
      }
    });
    workers.values().removeIf(work -> work.run().isEmpty());
    workers.replaceAll((_, work) -> work.asked());
  }

  JobStep step() {
    JobState after =
        new JobState(
            round,
            spec,
            phase,
            workers,
            ends,
            succeeded,
            lost,
            misses,
            failed,
            streak,
            pauseNanos,
            asked,
            active,
            since,
            cause);
    return new JobStep(after, effects);
  }
}
