package dev.tend.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The firing rule of a cron job: a cron expression that was read and found right.
///
/// Everything is calculated, nothing is polled, and every answer is a function of its arguments:
/// whoever asks again, after any pause, gets the same firings. A firing is the moment that it is
/// planned for, a whole second.
///
/// @param ownZone the zone that the expression names itself, with `CRON_TZ=`
public record Schedule(Optional<ZoneId> ownZone, Rule rule) {

  /// Where the search backwards begins; it doubles from here.
  private static final Duration FIRST_LOOK_BACK = Duration.ofMinutes(1);

  /// Reads a cron expression.
  public static ScheduleReading parse(String text) {
    return new ScheduleText(text).read();
  }

  /// The first firing after `after`, the nanosecond included; empty if there never is one, as for
  /// 30 February or `@reboot`.
  ///
  /// @param zone for an expression that names none
  public Optional<Instant> next(Instant after, ZoneId zone) {
    return rule.next(after, ownZone.orElse(zone));
  }

  /// The last firing after `after` and not after `until`. It costs little however many there are
  /// between the two.
  public Optional<Instant> last(Instant after, Instant until, ZoneId zone) {
    Optional<Instant> first = next(after, zone);
    if (first.isEmpty() || !first.get().isBefore(until)) {
      return first.filter(until::equals);
    }
    Duration back = FIRST_LOOK_BACK;
    while (true) {
      boolean all = Duration.between(after, until).compareTo(back) <= 0;
      Optional<Instant> last = Optional.empty();
      Optional<Instant> firing = all ? first : next(until.minus(back), zone);
      while (firing.isPresent() && !firing.get().isAfter(until)) {
        last = firing;
        firing = next(firing.get(), zone);
      }
      if (all || last.isPresent()) {
        return last;
      }
      back = back.multipliedBy(2);
    }
  }

  /// Whether it fires once after each boot of the host, and by no clock.
  public boolean firesAtBoot() {
    return rule instanceof Rule.AtBoot;
  }

  /// Whether it says how often to fire (`@every 5m`, `*/15 * * * *`) rather than when (`0 2 * *
  /// *`). Changes of the clock mean nothing to the one, and never repeat the other.
  public boolean followsRealTime() {
    return rule.followsRealTime();
  }

  /// What a change of the clock did to a firing, in words; empty if nothing.
  ///
  /// @param zone for an expression that names none
  public Optional<String> note(Instant firing, ZoneId zone) {
    return rule instanceof Calendar calendar
        ? calendar.note(firing, ownZone.orElse(zone))
        : Optional.empty();
  }

  /// In words, for people: `At 09:00, Monday to Friday`.
  public String words() {
    return new Wording(rule).words() + ownZone.map(zone -> ", by the clocks of " + zone).orElse("");
  }

  /// An expression that means the same.
  @Override
  public String toString() {
    return ownZone.map(zone -> "CRON_TZ=" + zone + " ").orElse("") + rule;
  }
}
