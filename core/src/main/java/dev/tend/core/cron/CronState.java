package dev.tend.core.cron;

import dev.tend.core.cause.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a cron job knows of itself: enough for the next daemon to go on with, which is why it is
/// noted before anything follows from it.
///
/// @param accounted every firing up to this moment, it included, came to a run, to a skip, or to
///   something in `waiting`
/// @param waiting firings that are to run, and not yet, in the order of their turn
/// @param active the runs that go on, or are about to
/// @param results the runs that ended, the oldest first, as many as are kept
/// @param skips the latest that did not come to a run, the oldest first
/// @param standing what an operator said of its suspension, if it holds against the configuration
/// @param boot the boot of which `@reboot` was served
/// @param number of the last run; each has one of its own, so that two of one second are two
public record CronState(
    Instant accounted,
    List<Waiting> waiting,
    List<Active> active,
    List<Result> results,
    List<Skip> skips,
    Optional<Word> standing,
    Optional<String> boot,
    long number) {

  /// A screen of them tells what there is to tell; the history has the rest.
  static final int SKIPS_KEPT = 20;

  public CronState {
    waiting = List.copyOf(waiting);
    active = List.copyOf(active);
    results = List.copyOf(results);
    skips = List.copyOf(skips);
  }

  /// A cron job that is new at this moment: what lies before it is none of its business.
  public static CronState fresh(Instant now, Optional<String> boot) {
    return new CronState(
        now, List.of(), List.of(), List.of(), List.of(), Optional.empty(), boot, 0);
  }

  /// Whether firings are skipped, by the operator's word or else the configuration's.
  public boolean suspended(CronRule rule) {
    return standing.map(Word::suspended).orElse(rule.suspend());
  }

  /// @param due when its turn comes, the jitter included
  public record Waiting(Firing firing, Instant due) {}

  /// @param stopping whether it was asked to end
  public record Active(long number, Firing firing, Instant started, boolean stopping) {

    Active asked() {
      return new Active(number, firing, started, true);
    }
  }

  /// @param sentence what became of it, as a clause
  public record Result(
      long number,
      Firing firing,
      Instant started,
      Instant ended,
      boolean success,
      String sentence) {}

  /// What an operator said.
  public record Word(boolean suspended, Actor by, Instant at) {}
}
