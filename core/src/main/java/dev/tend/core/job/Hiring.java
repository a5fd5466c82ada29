package dev.tend.core.job;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobState.Misses;
import dev.tend.core.job.JobState.Work;
import dev.tend.core.spec.CompletionMode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Which completions are given to workers now, and in which slots.
final class Hiring {

  private Hiring() {}

  /// Gives completions that are to come to slots that are free.
  static void employ(JobDraft draft) {
    if (draft.pauseNanos() > draft.now.monotonicNanos()) {
      return;
    }
    Set<Integer> taken = new HashSet<>();
    draft.workers.values().forEach(work -> taken.add(work.index()));
    Optional<Integer> index = next(draft, 0, taken);
    for (int slot = 1; slot <= draft.rule.slots() && index.isPresent(); slot++) {
      if (!draft.workers.containsKey(slot)) {
        employ(draft, slot, index.get());
        index = next(draft, index.get() + 1, taken);
      }
    }
  }

  private static void employ(JobDraft draft, int slot, int index) {
    Misses before = draft.misses.get(index);
    int attempt = before == null ? 1 : before.count() + 1;
    draft.workers.put(slot, new Work(index, attempt, Optional.empty(), Work.Progress.AT_IT));
    String what = draft.rule.mode() == CompletionMode.INDEXED ? "index " : "completion ";
    int shown = draft.rule.mode() == CompletionMode.INDEXED ? index : index + 1;
    String how = what + shown + (attempt == 1 ? " is to be done" : " is tried again");
    Cause cause = new Cause.Rule(how, draft.now.wall(), draft.cause());
    draft.effect(new JobEffect.Try(slot, index, cause));
  }

  /// The first completion from `from` on that somebody could work at now.
  private static Optional<Integer> next(JobDraft draft, int from, Set<Integer> taken) {
    int index = from;
    while (index < draft.rule.completions()) {
      int open = draft.lost().firstMissing(draft.succeeded().firstMissing(index));
      if (open == index) {
        Misses misses = draft.misses.get(index);
        boolean due = misses == null || misses.dueNanos() <= draft.now.monotonicNanos();
        if (due && !taken.contains(index)) {
          return Optional.of(index);
        }
        open = index + 1;
      }
      index = open;
    }
    return Optional.empty();
  }
}
