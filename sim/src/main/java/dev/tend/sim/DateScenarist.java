package dev.tend.sim;

import dev.tend.core.schedule.Window;
import dev.tend.core.schedule.Windows;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Timing;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// Makes up windows and versions, near the time at which scenarios begin.
final class DateScenarist {

  /// By its clocks dates go: those of the night in which scenarios begin, at 23:00, are put
  /// forward.
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  private static final LocalDateTime MIDNIGHT = LocalDateTime.parse("2026-03-29T00:00:00");

  private final SplittableRandom dates;

  DateScenarist(SplittableRandom dates) {
    this.dates = dates;
  }

  /// The spec, with dates of its own or without any.
  ServiceSpec perhapsDated(ServiceSpec spec) {
    return dates.nextInt(3) == 0 ? dated(spec) : spec;
  }

  private ServiceSpec dated(ServiceSpec spec) {
    ServiceSpec own = spec.withTiming(timing());
    List<ServiceSpec> later = new ArrayList<>();
    for (int i = dates.nextInt(4) - 1; i > 0; i--) {
      String program = "/bin/" + spec.name() + "-v" + dates.nextInt(1000);
      later.add(
          spec.withLaunch(Launch.of(new Command(List.of(program))))
              .withEdges(spec.edges().stream().filter(_ -> dates.nextInt(3) != 0).toList())
              .withTiming(timing().withFrom(MIDNIGHT.plusSeconds(dates.nextInt(-4000, 600)))));
    }
    return own.withTiming(own.timing().withLater(later));
  }

  private Timing timing() {
    List<Window> windows = new ArrayList<>();
    for (int i = dates.nextInt(4); i > 0; i--) {
      // Near the time at which scenarios begin, and for what the clock is put back and forward by.
      LocalTime from = MIDNIGHT.toLocalTime().plusSeconds(dates.nextInt(-6000, 4000));
      LocalTime to = from.plusSeconds(1 + dates.nextInt(dates.nextBoolean() ? 120 : 5000));
      windows.add(new Window(new TreeSet<>(List.of(DayOfWeek.values())), from, to, MADRID));
    }
    return Timing.ALWAYS
        .withZone(MADRID)
        .withWindows(new Windows(windows))
        .withDisabled(dates.nextInt(6) == 0)
        .withRestartOnChange(dates.nextBoolean());
  }
}
