package dev.tend.core.forecast;

import dev.tend.core.forecast.Coming.Action;
import dev.tend.core.schedule.Occasions;
import dev.tend.core.schedule.Timeline.Stretch;
import dev.tend.core.schedule.Windows;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Once;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When a job that runs once a day does so, and when its window closes on what still runs. When
/// another job is done, no clock says.
record JobDays(JobSpec job) {

  /// By time, from `from` on and before `until`, as many as a forecast can have.
  List<Coming> between(Instant from, Instant until) {
    List<Coming> comings = new ArrayList<>();
    if (job.rule().once() != Once.DAY) {
      return comings;
    }
    Occasions days = job.days();
    Optional<Instant> next = days.next(from.minusNanos(1));
    while (next.isPresent()
        && next.get().isBefore(until)
        && comings.size() <= Forecast.COMINGS_MAX) {
      comings.add(new Coming(next.get(), job.name(), Action.START, "once a day" + hours()));
      close(next.get(), until).ifPresent(comings::add);
      next = days.next(next.get());
    }
    comings.sort(null);
    return comings;
  }

  private Optional<Coming> close(Instant begun, Instant until) {
    Stretch<Boolean> open = job.worker().timing().windows().at(begun);
    return open.until()
        .filter(closes -> closes.isBefore(until))
        .map(closes ->
            new Coming(
                closes, job.name(), Action.STOP, "its window closes on what still runs" + hours()));
  }

  private String hours() {
    Windows windows = job.worker().timing().windows();
    return windows.equals(Windows.NONE)
        ? " (" + job.worker().timing().zone() + ")"
        : " (" + windows + ")";
  }
}
