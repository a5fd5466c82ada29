package dev.tend.daemon.wire;

import dev.tend.api.CronTimes;
import dev.tend.api.ForecastItem;
import dev.tend.core.forecast.Coming;
import dev.tend.core.forecast.Experience;
import dev.tend.core.forecast.Forecast;
import dev.tend.core.forecast.RunTimes;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Says a forecast in the words of the API.
public final class ForecastForm {

  private ForecastForm() {}

  /// How long runs took, as the daemon tells it.
  public static List<CronTimes> past(Experience experience) {
    List<CronTimes> past = new ArrayList<>();
    experience
        .times()
        .forEach((cron, times) ->
            past.add(
                new CronTimes(
                    cron.text(),
                    times.runs(),
                    times.median().toMillis(),
                    times.longest().toMillis())));
    return past;
  }

  /// What of that is of use for another configuration: of its cron jobs of the same names.
  ///
  /// @param now when it is told
  public static Experience experience(List<CronTimes> past, Configuration of, Instant now) {
    SortedMap<UnitName, RunTimes> times = new TreeMap<>();
    for (CronTimes each : past) {
      UnitName name = new UnitName(each.unit());
      if (of.units().get(name) instanceof CronSpec) {
        times.put(
            name,
            new RunTimes(
                each.runs(),
                Duration.ofMillis(each.medianMs()),
                Duration.ofMillis(each.longestMs())));
      }
    }
    return new Experience(times, new TreeMap<>(), now);
  }

  /// @param until how far it was to go
  public static List<ForecastItem> of(Forecast forecast, Instant until) {
    List<ForecastItem> items = new ArrayList<>(forecast.comings().size());
    boolean cut = forecast.until().isBefore(until);
    for (Coming coming : forecast.comings()) {
      boolean last = items.size() == forecast.comings().size() - 1;
      items.add(
          new ForecastItem(
              IsoTime.of(coming.at()),
              coming.unit().text(),
              coming.action().text(),
              coming.because(),
              coming.lasts().map(Duration::toMillis).orElse(null),
              cut && last ? IsoTime.of(forecast.until()) : null));
    }
    return items;
  }
}
