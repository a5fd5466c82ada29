package dev.tend.core.cron;

/// What a cron job wants done.
public sealed interface CronEffect {

  /// Start a run. Asked again by the next daemon if this one dies before it is done.
  record Start(long number, Firing firing) implements CronEffect {}

  /// End a run; its end comes as an event.
  record Stop(long number) implements CronEffect {}

  /// Forget a run that ended.
  record Forget(long number) implements CronEffect {}

  /// Tell that firings did not come to a run.
  record Tell(Skip skip) implements CronEffect {}
}
