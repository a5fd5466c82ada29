package dev.tend.core.job;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobEvent.Result;
import dev.tend.core.job.JobState.Misses;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.job.JobState.Work;
import dev.tend.core.job.Verdict.Reason;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.Once;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.text.DurationText;
import dev.tend.core.time.Moment;
import java.time.Duration;
import java.util.SortedMap;

/// A job as a function: what it was and what happened, to what it is and what it wants done.
///
/// Its completions have numbers, whether its workers are told or not, and each is at one worker at
/// most, so that there are never more workers than completions to come. One that succeeded is never
/// given to a worker again: the success is noted before anything follows from it. A slot has one
/// worker at most, and there are as many slots as workers may run at once.
///
/// What a worker came to is counted as soon as its process has ended by itself, and once. Whatever
/// that left behind holds the slot, and the completion, until it is gone; however it goes says
/// nothing about the work.
///
/// ```
/// Idle ─Begin─▶ Active ◀─Suspend, Resume─▶ Suspended
///                 │
///                 └─ all succeeded, a limit, the deadline, Stop ─▶ Ending ─▶ Over ─ttl─▶ expired
/// ```
public final class Job {

  private Job() {}

  /// The job after `event`.
  ///
  /// @param hires whether workers may be started: not while the daemon ends
  /// @param chance 0 (inclusive) to 1 (exclusive), drawn for this step
  public static JobStep step(
      JobState before, JobEvent event, JobRule rule, Moment now, boolean hires, double chance) {
    JobDraft draft = new JobDraft(before, rule, now);
    switch (event) {
      case JobEvent.Begin begin -> begin(draft, begin);
      case JobEvent.Adapted(var spec) -> draft.adapt(spec);
      case JobEvent.Stop(Cause cause) -> stop(draft, cause);
      case JobEvent.Suspend(Cause cause) -> suspend(draft, cause);
      case JobEvent.Resume(Cause cause) -> resume(draft, cause);
      case JobEvent.Opened(var occupied) -> opened(draft, occupied);
      case JobEvent.Began(int slot, var run) -> {
        draft.workers.computeIfPresent(slot, (_, work) -> work.by(run));
        if (draft.phase() instanceof Phase.Active) {
          draft.counting();
        }
      }
      case JobEvent.Exited(int slot, Cause.Exited end) -> {
        Work work = draft.workers.get(slot);
        if (work != null && work.isBy(end.run())) {
          draft.ends.put(slot, end);
        }
        // What it came to is heard next, and may be what everything else is waiting for.
        return draft.step();
      }
      case JobEvent.Held(int slot) -> {
        Work work = draft.workers.get(slot);
        if (work != null) {
          held(draft, slot, work);
        }
      }
      case JobEvent.Dismissed(int slot, Cause cause) -> {
        Work work = draft.workers.get(slot);
        // Of a run that there is, the end is heard.
        if (work != null && work.run().isEmpty()) {
          draft.workers.remove(slot);
          draft.effect(new JobEffect.Stop(slot, cause));
        }
      }
      case JobEvent.CameTo(int slot, var run, Result result) -> {
        Work work = draft.workers.get(slot);
        if (work != null && work.isBy(run)) {
          draft.workers.put(slot, work.known());
          count(draft, slot, work, result, chance);
        }
      }
      case JobEvent.Ended(int slot, var run, Result result) -> {
        Work work = draft.workers.get(slot);
        if (work != null && work.isBy(run)) {
          draft.workers.remove(slot);
          count(draft, slot, work, result, chance);
        }
      }
      case JobEvent.Woken _ -> {}
    }
    settle(draft, hires);
    return draft.step();
  }

  /// Whether a job with this spec is begun by itself, where it stands.
  ///
  /// @param print of its spec
  public static boolean begins(JobState state, Fingerprint print, boolean autostart) {
    return switch (state.phase()) {
      case Phase.Idle _ -> autostart;
      case Phase.Active _, Phase.Suspended _ -> !print.process().equals(state.spec().process());
      case Phase.Ending(Verdict verdict) -> begins(verdict, state, print, autostart);
      case Phase.Over(Verdict verdict, boolean _) -> begins(verdict, state, print, autostart);
    };
  }

  /// What somebody stopped stays so; whatever made it fail may just have been mended.
  private static boolean begins(
      Verdict verdict, JobState state, Fingerprint print, boolean autostart) {
    boolean changed =
        verdict.success()
            ? !print.process().equals(state.spec().process())
            : !print.whole().equals(state.spec().whole());
    return autostart && changed && verdict.reason() != Verdict.Reason.STOPPED;
  }

  private static void begin(JobDraft draft, JobEvent.Begin begin) {
    draft.stopAll(begin.cause());
    draft.workers.replaceAll((_, work) -> work.disowned());
    draft.anew(begin.spec());
    if (draft.rule.suspend()) {
      String how = "its configuration suspends it (suspend = true)";
      draft.become(new Phase.Suspended(), new Cause.Configured(how, draft.now.wall()));
    } else {
      draft.become(new Phase.Active(), begin.cause());
    }
    draft.effect(
        new JobEffect.Tell(
            draft.rule.suspend() ? "job_suspended" : "job_started", 1, begin.cause()));
  }

  /// One that runs by itself every day has no rest in which there is nothing to stop.
  private static void stop(JobDraft draft, Cause cause) {
    boolean stops =
        switch (draft.phase()) {
          case Phase.Active _, Phase.Suspended _ -> true;
          case Phase.Ending _ -> false;
          case Phase.Idle _ -> draft.rule.once() == Once.DAY;
          case Phase.Over(Verdict verdict, boolean _) ->
              draft.rule.once() == Once.DAY && verdict.reason() != Reason.STOPPED;
        };
    if (stops) {
      fail(draft, 1, new Verdict(Reason.STOPPED, cause.sentence()), cause);
    }
  }

  private static void suspend(JobDraft draft, Cause cause) {
    if (draft.phase() instanceof Phase.Active) {
      draft.become(new Phase.Suspended(), cause);
      draft.stopAll(cause);
      draft.countingNoMore();
      draft.effect(new JobEffect.Tell("job_suspended", 1, cause));
    }
  }

  private static void resume(JobDraft draft, Cause cause) {
    if (draft.phase() instanceof Phase.Suspended) {
      draft.become(new Phase.Active(), cause);
      draft.effect(new JobEffect.Tell("job_resumed", 1, cause));
    }
  }

  /// Nobody saw those end that are not there, and nothing failed: they were interrupted. Their
  /// slots are as the earlier daemon left them, and may be about to start.
  private static void opened(JobDraft draft, SortedMap<Integer, RunId> occupied) {
    draft
        .workers
        .entrySet()
        .removeIf(each -> {
          boolean gone = !each.getValue().isBy(occupied.get(each.getKey()));
          if (gone) {
            draft.effect(new JobEffect.Stop(each.getKey(), draft.cause()));
          }
          return gone;
        });
  }

  private static void held(JobDraft draft, int slot, Work work) {
    switch (work.progress()) {
      case AT_IT -> draft.workers.put(slot, work.unstarted());
      case STOPPING -> draft.workers.remove(slot);
      case COUNTED -> {
        // Whatever made it wait for its turn again: there is nothing more for it to do.
        draft.workers.remove(slot);
        draft.effect(new JobEffect.Stop(slot, draft.cause()));
      }
    }
  }

  private static void count(JobDraft draft, int slot, Work work, Result result, double chance) {
    if (work.index() == Work.NOTHING || work.counted()) {
      return;
    }
    switch (result) {
      case Result.Succeeded _ -> draft.succeed(work.index());
      case Result.Interrupted _ -> {}
      case Result.Failed failed -> failed(draft, slot, work, failed, chance);
    }
  }

  private static void failed(
      JobDraft draft, int slot, Work work, Result.Failed failed, double chance) {
    RetryRule rule = draft.rule.retries();
    int streak = draft.fail();
    String who = "worker " + slot + " " + failed.how();
    Cause cause = new Cause.Failed(who + failed.meaning(), draft.now.wall());
    if (!(draft.phase() instanceof Phase.Active)) {
      return;
    }
    if (failed.code().isPresent() && rule.failCodes().contains(failed.code().getAsInt())) {
      String message = who + ", which is one of fail_exit_codes";
      fail(draft, slot, new Verdict(Reason.FAIL_EXIT_CODE, message), cause);
    } else if (draft.failed() > rule.limit()) {
      String message = "backoff limit " + rule.limit() + " reached after " + who;
      fail(draft, slot, new Verdict(Reason.BACKOFF_LIMIT_EXCEEDED, message), cause);
    } else if (rule.limitPerIndex().filter(limit -> work.attempt() > limit).isPresent()) {
      draft.lose(work.index(), cause);
    } else {
      int count = rule.delaysAlone() ? work.attempt() : streak;
      long due = draft.now.nanosAfter(rule.backoff().delay(count, chance));
      draft.misses.put(
          work.index(),
          new Misses(work.attempt(), rule.delaysAlone() ? due : draft.now.monotonicNanos()));
      if (!rule.delaysAlone()) {
        draft.pauseUntil(due);
      }
    }
  }

  /// It has failed: its other workers are made to end.
  private static void fail(JobDraft draft, int slot, Verdict verdict, Cause because) {
    Cause cause = new Cause.Rule(verdict.message(), draft.now.wall(), because);
    draft.become(new Phase.Ending(verdict), cause);
    draft.stopAll(cause);
    draft.effect(new JobEffect.Tell("job_failed", slot, cause));
  }

  /// What follows by itself from where it stands now.
  private static void settle(JobDraft draft, boolean hires) {
    if (draft.phase() instanceof Phase.Active) {
      judge(draft);
    }
    if (draft.phase() instanceof Phase.Active && hires) {
      Hiring.employ(draft);
    }
    if (draft.phase() instanceof Phase.Ending(Verdict verdict) && draft.workers.isEmpty()) {
      draft.become(new Phase.Over(verdict, false), draft.cause());
    }
    expire(draft);
  }

  private static void judge(JobDraft draft) {
    JobRule rule = draft.rule;
    int done = draft.succeeded().size();
    if (done >= rule.completions()) {
      String message = done == 1 ? "it succeeded" : "all " + done + " completions succeeded";
      Verdict verdict = new Verdict(Reason.COMPLETIONS_REACHED, message);
      Cause cause = new Cause.Rule(message, draft.now.wall(), draft.cause());
      draft.become(new Phase.Ending(verdict), cause);
      // It may have needed more when they began, by the spec of an earlier daemon.
      draft.stopAll(cause);
      draft.effect(new JobEffect.Tell("job_completed", 1, cause));
    } else if (done + draft.lost().size() >= rule.completions()) {
      String message =
          "more than "
              + rule.retries().limitPerIndex().orElse(0)
              + " retries failed for index "
              + draft.lost().text();
      Verdict verdict = new Verdict(Reason.FAILED_INDEXES, message);
      fail(draft, 1, verdict, draft.loss());
    } else if (draft.overdue()) {
      Duration limit = rule.activeDeadline().orElseThrow();
      String deadline = "active_deadline " + DurationText.of(limit);
      Cause cause = new Cause.TimedOut(deadline + " passed", draft.now.wall());
      fail(draft, 1, new Verdict(Reason.DEADLINE_EXCEEDED, cause.sentence()), cause);
    }
  }

  private static void expire(JobDraft draft) {
    if (draft.phase() instanceof Phase.Over(Verdict verdict, boolean expired)
        && !expired
        && draft.outlived()) {
      String rule = "its ttl of " + DurationText.of(draft.rule.ttl().orElseThrow()) + " is over";
      draft.expire(new Phase.Over(verdict, true));
      Cause cause = new Cause.Rule(rule, draft.now.wall(), draft.cause());
      draft.effect(new JobEffect.Tell("job_expired", 1, cause));
      draft.effect(new JobEffect.Expire());
    }
  }
}
