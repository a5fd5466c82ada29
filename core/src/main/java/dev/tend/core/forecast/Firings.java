package dev.tend.core.forecast;

import dev.tend.core.cron.CronRule;
import dev.tend.core.forecast.Coming.Action;
import dev.tend.core.spec.CronSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When a cron job fires by its schedule.
record Firings(CronSpec cron) {

  /// Those from `from` on and before `until`, as many as a forecast can have.
  List<Coming> between(Instant from, Instant until) {
    CronRule rule = cron.rule();
    List<Coming> comings = new ArrayList<>();
    Optional<Instant> next = rule.next(from.minusNanos(1));
    while (next.isPresent()
        && next.get().isBefore(until)
        && comings.size() <= Forecast.COMINGS_MAX) {
      comings.add(new Coming(next.get(), cron.name(), Action.FIRE, because(next.get())));
      next = rule.next(next.get());
    }
    return comings;
  }

  private String because(Instant firing) {
    CronRule rule = cron.rule();
    String note =
        rule.schedule().note(firing, rule.zone()).map(what -> " (" + what + ")").orElse("");
    String jitter = rule.jitter().equals(Duration.ZERO) ? "" : ", with a jitter of its own";
    return "its schedule " + rule.schedule() + note + jitter;
  }
}
