package dev.tend.daemon.wire;

import dev.tend.api.ForecastItem;
import dev.tend.core.forecast.Coming;
import dev.tend.core.forecast.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Says a forecast in the words of the API.
public final class ForecastForm {

  private ForecastForm() {}

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
