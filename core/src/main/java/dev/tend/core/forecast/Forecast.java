package dev.tend.core.forecast;

import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/// What a configuration makes happen by itself within a stretch of time, as far as clocks and the
/// calendar say it: nobody asks for anything, nothing ends by itself, and a start takes no time.
///
/// @param comings by time
/// @param until up to when it is whole
public record Forecast(List<Coming> comings, Instant until) {

  /// So many lines nobody reads; a shorter stretch of time has fewer.
  public static final int COMINGS_MAX = 100_000;

  public Forecast {
    comings = List.copyOf(comings);
  }

  /// What comes from `from` on and before `until`.
  ///
  /// @param wanted the units that are to be up whenever they may, and the cron jobs that are not
  ///   suspended
  public static Forecast of(
      Configuration configuration, SortedSet<UnitName> wanted, Instant from, Instant until) {
    List<Coming> comings = new ArrayList<>(new Tides(configuration, wanted).between(from, until));
    configuration.units().values().stream()
        .filter(unit -> wanted.contains(unit.name()))
        .forEach(unit -> {
          if (unit instanceof CronSpec cron) {
            comings.addAll(new Firings(cron).between(from, until));
          }
        });
    comings.sort(null);
    if (comings.size() <= COMINGS_MAX) {
      return new Forecast(comings, until);
    }
    Instant cut = comings.get(COMINGS_MAX).at();
    return new Forecast(comings.stream().filter(coming -> coming.at().isBefore(cut)).toList(), cut);
  }
}
