package dev.tend.core.cron;

import dev.tend.core.cause.Actor;
import java.util.Set;

/// What a cron job hears of.
public sealed interface CronEvent {

  /// The time that it wanted to be woken at has come, or the clock was set.
  record Woken() implements CronEvent {}

  /// A daemon starts.
  ///
  /// @param boot the id of the host's boot
  /// @param known the numbers of the runs that are there
  record Opened(String boot, Set<Long> known) implements CronEvent {
    public Opened {
      known = Set.copyOf(known);
    }
  }

  /// An operator wants a run now, suspended or not.
  record Triggered(Actor by) implements CronEvent {}

  record Suspended(Actor by) implements CronEvent {}

  record Resumed(Actor by) implements CronEvent {}

  /// The configuration changed: what follows is judged by the new rule.
  ///
  /// @param before the rule so far
  record Changed(CronRule before) implements CronEvent {}

  /// A run ended.
  ///
  /// @param sentence what became of it, as a clause
  record Ended(long number, boolean success, String sentence) implements CronEvent {}
}
