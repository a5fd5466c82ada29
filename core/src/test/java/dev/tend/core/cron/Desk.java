package dev.tend.core.cron;

import dev.tend.core.cause.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A cron job at work in a test: its state, the time, and what it wanted so far.
final class Desk {

  static final Actor ROOT = new Actor("root");
  static final String BOOT = "boot-1";

  CronRule rule;
  CronState state;
  Instant now;
  Optional<Instant> wake = Optional.empty();
  final List<CronEffect> effects = new ArrayList<>();

  Desk(CronRule rule, String now) {
    this.rule = rule;
    this.now = time(now);
    state = CronState.fresh(this.now, Optional.of(BOOT));
    hear(new CronEvent.Woken());
  }

  /// `2026-11-21 10:00` or, on that day, `10:00` and `10:00:05`.
  static Instant time(String text) {
    String time = text.contains(" ") ? text.replace(' ', 'T') : "2026-11-21T" + text;
    return Instant.parse(time + (time.length() == 16 ? ":00Z" : "Z"));
  }

  /// What it wants done now.
  List<CronEffect> hear(CronEvent event) {
    CronStep step = CronJob.step(state, event, rule, now);
    state = step.state();
    wake = step.wake();
    effects.addAll(step.effects());
    return step.effects();
  }

  List<CronEffect> at(String time) {
    return at(time, new CronEvent.Woken());
  }

  List<CronEffect> at(String time, CronEvent event) {
    now = time(time);
    return hear(event);
  }

  List<CronEffect> ends(long number) {
    return hear(new CronEvent.Ended(number, true, "it exited with code 0"));
  }

  static CronEvent.Opened opened(Long... known) {
    return new CronEvent.Opened(BOOT, Set.of(known));
  }

  static CronEffect.Start start(long number, String planned) {
    return new CronEffect.Start(number, new Firing.Planned(time(planned), false));
  }

  static CronEffect.Start madeUp(long number, String planned) {
    return new CronEffect.Start(number, new Firing.Planned(time(planned), true));
  }

  CronEffect.Tell skip(String first, String last, int count, Skip.Reason reason) {
    return new CronEffect.Tell(new Skip(time(first), time(last), count, reason, false, now));
  }

  CronEffect.Tell skip(String one, Skip.Reason reason) {
    return skip(one, one, 1, reason);
  }
}
