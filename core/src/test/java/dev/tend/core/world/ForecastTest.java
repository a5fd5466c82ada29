package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.forecast.Coming;
import dev.tend.core.forecast.Forecast;
import dev.tend.core.forecast.Wanted;
import dev.tend.core.schedule.Weekdays;
import dev.tend.core.schedule.Window;
import dev.tend.core.schedule.Windows;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Timing;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the forecast says is what happens.
class ForecastTest {
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
  private static final Instant BEGIN = Instant.parse("2026-03-01T13:01:00Z");
  private static final Duration DAYS = Duration.ofDays(5);
  private static final int TRIES = 150;

  /// Long enough for all that follows from an edge, short enough for no other to be in between.
  private static final Duration SETTLED = Duration.ofSeconds(30);

  @Test
  void randomServicesDoWhatIsForecast() {
    Random random = new Random(20_261_121);
    int seen = 0;
    for (int i = 0; i < TRIES; i++) {
      ServiceSpec[] specs = specs(random);
      Host host = Host.with(specs);
      Configuration configuration = Configuration.of(specs);
      List<Coming> comings =
          Forecast.of(configuration, Wanted.of(configuration), BEGIN, BEGIN.plus(DAYS)).comings();
      TreeMap<Instant, List<String>> expected = new TreeMap<>();
      comings.forEach(coming ->
          expected.computeIfAbsent(coming.at(), _ -> new ArrayList<>()).addAll(lines(coming)));
      for (var edge : expected.entrySet()) {
        host.passes(Duration.between(host.now().wall(), edge.getKey()).minusMillis(1));
        assertThat(host.log()).as("before %s in %s", edge, comings).isEmpty();
        host.passes(SETTLED);
        List<String> log = new ArrayList<>(host.log());
        Collections.sort(log);
        Collections.sort(edge.getValue());
        assertThat(log).as("at %s in %s", edge.getKey(), comings).isEqualTo(edge.getValue());
      }
      host.passes(Duration.between(host.now().wall(), BEGIN.plus(DAYS)).minusMillis(1));
      assertThat(host.log()).isEmpty();
      seen += comings.size();
    }
    assertThat(seen).isGreaterThan(1000);
  }

  @Test
  void anEdgeThatAChangeOfTheClockConcernsSaysSo() {
    Window night =
        new Window(
            Weekdays.parse("all").orElseThrow().days(),
            LocalTime.of(2, 15),
            LocalTime.of(2, 45),
            MADRID);
    Timing hours = Timing.ALWAYS.withZone(MADRID).withWindows(new Windows(List.of(night)));
    ServiceSpec dated = ServiceSpec.of("dated", "bin/u").withTiming(Timing.ALWAYS);
    ServiceSpec later =
        dated.withTiming(
            Timing.ALWAYS.withZone(MADRID).withFrom(LocalDateTime.parse("2026-10-25T02:30")));
    Configuration configuration =
        Configuration.of(
            ServiceSpec.of("night", "bin/u").withTiming(hours),
            dated.withTiming(Timing.ALWAYS.withLater(List.of(later))));
    Instant from = Instant.parse("2026-10-24T22:00:00Z");

    List<Coming> comings =
        Forecast.of(configuration, Wanted.of(configuration), from, from.plus(Duration.ofDays(1)))
            .comings();

    assertThat(comings.stream().map(Coming::because))
        .containsExactly(
            "its window opens (window all 02:15-02:45 Europe/Madrid; the first of two 02:15)",
            "version 2, of 2026-10-25 02:30 Europe/Madrid, is in force (the first of two 02:30)",
            "its window closes (window all 02:15-02:45 Europe/Madrid; the first of two 02:45)");
  }

  private static List<String> lines(Coming coming) {
    String starts = coming.unit() + ".1 starts";
    String stops = coming.unit() + ".1 gets TERM";
    return switch (coming.action()) {
      case START -> List.of(starts);
      case STOP -> List.of(stops);
      case SWITCH -> List.of(stops, starts);
      case FIRE, SKIP -> List.of();
    };
  }

  private static ServiceSpec[] specs(Random random) {
    ServiceSpec[] specs = new ServiceSpec[1 + random.nextInt(4)];
    for (int i = 0; i < specs.length; i++) {
      List<Edge> edges = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (random.nextInt(3) == 0) {
          edges.add(new Edge.Requires(new UnitName("u" + j), Until.READY, random.nextInt(4) != 0));
        }
      }
      ServiceSpec plain =
          ServiceSpec.of("u" + i, "bin/u").withEdges(edges).withAutostart(random.nextInt(4) != 0);
      List<ServiceSpec> later = new ArrayList<>();
      for (int n = random.nextInt(3); n > 0; n--) {
        LocalDateTime date =
            LocalDateTime.parse("2026-03-01T00:00").plusMinutes(random.nextInt(7000));
        later.add(plain.withTiming(timing(random).withFrom(date)));
      }
      specs[i] = plain.withTiming(timing(random).withLater(later));
    }
    return specs;
  }

  private static Timing timing(Random random) {
    List<Window> windows = new ArrayList<>();
    for (int n = random.nextInt(3); n > 0; n--) {
      LocalTime from = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
      LocalTime to = from.plusMinutes(15L * (1 + random.nextInt(60)));
      String days = List.of("all", "mon-fri", "mon", "tue-thu").get(random.nextInt(4));
      windows.add(new Window(Weekdays.parse(days).orElseThrow().days(), from, to, MADRID));
    }
    return Timing.ALWAYS
        .withZone(MADRID)
        .withWindows(new Windows(windows))
        .withDisabled(random.nextInt(5) == 0);
  }
}
