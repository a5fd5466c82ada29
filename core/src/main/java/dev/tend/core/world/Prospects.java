package dev.tend.core.world;

import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Whether a unit is worth waiting for, where only the order matters.
///
/// It is while it is on its way up for the first time: an order is worth one attempt. Who has
/// failed one, or waits for somebody who has, or is to stay down, holds up nobody who can do
/// without it.
final class Prospects {

  /// How an instance stands to being so far as somebody wants it to be.
  private enum Prospect {
    COMING,
    /// It waits itself for what it requires.
    WAITING,
    NOT_COMING
  }

  private final Conditions conditions;

  Prospects(Conditions conditions) {
    this.conditions = conditions;
  }

  /// Whether an instance of the unit has not come so far, and is about to.
  boolean awaited(UnitName unit, Until until) {
    Optional<JobState> job = conditions.job(unit);
    if (job.isPresent()) {
      return !conditions.met(unit, until) && coming(job.get(), until);
    }
    return conditions.wanted(unit).stream().anyMatch(slot -> awaited(slot, until));
  }

  /// A job is worth its first failure, where more than its end is waited for.
  private static boolean coming(JobState job, Until until) {
    return job.running() && (until == Until.COMPLETED || job.failed() == 0);
  }

  private boolean awaited(Slot slot, Until until) {
    return !Conditions.met(slot, until)
        && switch (prospect(slot, until)) {
          case COMING -> true;
          case WAITING -> !stuck(slot);
          case NOT_COMING -> false;
        };
  }

  private static Prospect prospect(Slot slot, Until until) {
    return switch (slot.instance().state()) {
      case State.Stopped _, Leaving _ -> Prospect.COMING;
      case State.Waiting _ -> Prospect.WAITING;
      case State.Preparing _, State.Launching _, Sought _, Alive.Starting _, Alive.Started _ ->
          first(slot);
      // It is ready, and about to end and come again, or somebody waits for its end.
      case Alive.Running _ ->
          !until.lasts() || slot.leaving() ? Prospect.COMING : Prospect.NOT_COMING;
      // Somebody asks for another attempt in this very turn: it is the first one again.
      case State.Elsewhere _, State.Backoff _, State.Completed _, State.Failed _ ->
          slot.order() instanceof Order.Try ? Prospect.COMING : Prospect.NOT_COMING;
    };
  }

  private static Prospect first(Slot slot) {
    return slot.instance().ledger().attempt() == 1 ? Prospect.COMING : Prospect.NOT_COMING;
  }

  /// Whether the instance waits for something that is not on its way. Walks without recursion: a
  /// chain may be longer than a thread's stack.
  private boolean stuck(Slot waiting) {
    Set<UnitName> seen = new HashSet<>();
    Deque<Slot> open = new ArrayDeque<>(Set.of(waiting));
    while (!open.isEmpty()) {
      for (Edge edge : open.remove().spec().edges()) {
        Optional<Edge.Requires> unmet = unmet(edge);
        if (unmet.isEmpty() || !seen.add(edge.unit())) {
          continue;
        }
        Optional<JobState> job = conditions.job(edge.unit());
        if (job.isPresent()) {
          if (!coming(job.get(), unmet.get().until())) {
            return true;
          }
          open.addAll(conditions.wanted(edge.unit()));
          continue;
        }
        boolean any = false;
        for (Slot slot : conditions.wanted(edge.unit())) {
          any = true;
          if (Conditions.met(slot, unmet.get().until())) {
            continue;
          }
          switch (prospect(slot, unmet.get().until())) {
            case COMING -> {}
            case WAITING -> open.add(slot);
            case NOT_COMING -> {
              return true;
            }
          }
        }
        if (!any) {
          return true;
        }
      }
    }
    return false;
  }

  /// What is only an order keeps nobody for long.
  private Optional<Edge.Requires> unmet(Edge edge) {
    return edge instanceof Edge.Requires required && !conditions.holds(required)
        ? Optional.of(required)
        : Optional.empty();
  }
}
