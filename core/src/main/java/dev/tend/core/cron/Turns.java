package dev.tend.core.cron;

import java.time.Duration;
import java.util.List;

/// Gives each firing that waits its turn: it starts, is skipped, or goes on waiting.
record Turns(CronDraft draft) {

  /// More at once are a mistake in the configuration, and would fill the process table.
  static final int ACTIVE_MAX = 1_000;

  /// Those that were missed come after the others: they may have to wait for those.
  void take() {
    List<CronState.Waiting> due =
        draft.waiting().stream().filter(one -> !one.due().isAfter(draft.now())).toList();
    List<CronState.Waiting> regular = due.stream().filter(one -> !one.firing().waits()).toList();
    for (int i = 0; i < regular.size(); i++) {
      take(regular.get(i), i == regular.size() - 1);
    }
    due.stream().filter(one -> one.firing().waits()).forEach(one -> take(one, true));
  }

  /// @param latest whether none that is due came after it
  private void take(CronState.Waiting one, boolean latest) {
    if (expired(one)) {
      draft.drop(one, Skip.Reason.TOO_LATE);
    } else if (one.firing().waits()) {
      if (draft.hasRoomToMakeUp()) {
        draft.start(one);
      }
    } else {
      switch (draft.rule().overlap()) {
        case ALLOW -> {
          if (draft.activeCount() < ACTIVE_MAX) {
            draft.start(one);
          } else {
            draft.drop(one, Skip.Reason.CROWD);
          }
        }
        case FORBID -> {
          if (draft.activeCount() == 0) {
            draft.start(one);
          } else {
            draft.drop(one, Skip.Reason.OVERLAP);
          }
        }
        case REPLACE -> replace(one, latest);
      }
    }
  }

  /// It runs once nothing of the earlier ones is left, unless a later one comes before that.
  private void replace(CronState.Waiting one, boolean latest) {
    if (!latest) {
      draft.drop(one, Skip.Reason.REPLACED);
    } else if (draft.activeCount() == 0) {
      draft.start(one);
    } else {
      draft.stopActive();
    }
  }

  private boolean expired(CronState.Waiting one) {
    Duration late = Duration.between(one.due(), draft.now());
    return one.firing() instanceof Firing.Planned
        && draft.rule().startDeadline().filter(it -> late.compareTo(it) > 0).isPresent();
  }
}
