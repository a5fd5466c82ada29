package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.ConfigurationReader;
import dev.tend.config.Reading;
import dev.tend.core.cause.Actor;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import dev.tend.sim.Behaviour;
import dev.tend.sim.SimDays;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// procman's own example in native form through simulated days: it does what its text says.
class ProcmanDaysTest {
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
  private static final Actor OPERATOR = new Actor("root");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH).withZone(MADRID);

  private final List<String> commands = new ArrayList<>();
  private int hooksToFail;

  /// "It must be running during the indicated schedule".
  @Test
  void aWeekOfItsFirstExample() {
    SimDays days = days("2026-11-23T12:00", "example_process");

    assertThat(told(days.until(at("2026-11-30T12:00"))))
        .containsExactly(
            "Mon 12:00 example_process starts",
            "Mon 23:59 example_process stops",
            "Wed 00:00 example_process starts",
            "Wed 23:59 example_process stops",
            "Thu 00:00 example_process starts",
            "Thu 23:59 example_process stops",
            "Sun 00:00 example_process starts",
            "Sun 23:59 example_process stops",
            "Mon 00:00 example_process starts");
  }

  /// It applies from 2029 on, on workdays, and depends on the first one.
  @Test
  void aWeekOfItsSecondExample() {
    SimDays before = days("2026-11-23T12:00", "example_process", "example_process_2");
    assertThat(told(before.until(at("2026-11-30T12:00")))).noneMatch(line -> line.contains("_2 "));

    SimDays days = days("2029-10-08T07:00", "example_process", "example_process_2");

    assertThat(told(days.until(at("2029-10-15T07:00"))).stream().filter(it -> it.contains("_2 ")))
        .containsExactly(
            "Mon 08:00 example_process_2 starts",
            "Mon 18:00 example_process_2 stops",
            "Wed 08:00 example_process_2 starts",
            "Wed 18:00 example_process_2 stops",
            "Thu 08:00 example_process_2 starts",
            "Thu 18:00 example_process_2 stops");
  }

  /// "On April 1, 2025, at 8:00 AM, the first configuration will stop, and once the stop is
  /// confirmed, the second option will execute."
  @Test
  void aVersionTakesOverOnItsDay() {
    SimDays days = days("2025-03-31T20:00", "SERVICE_A");
    days.until(at("2025-04-01T07:59"));
    assertThat(told(days)).containsExactly("Mon 20:00 SERVICE_A starts");

    List<SimDays.Seen> seen = days.until(at("2025-04-02T20:00")).seen();

    assertThat(seen)
        .extracting(SimDays.Seen::what)
        .containsExactly("SERVICE_A stops", "SERVICE_A starts");
    assertThat(seen.getFirst().at()).isEqualTo(at("2025-04-01T08:00"));
    // Its process takes three seconds to end.
    assertThat(seen.getLast().at()).isEqualTo(at("2025-04-01T08:00").plusSeconds(3));
    assertThat(commands).hasSize(2);
    assertThat(commands.getFirst()).endsWith("echo $(date) ' bb'");
    assertThat(commands.getLast()).contains("sleep 1; echo");
  }

  /// "To perform a rollback, we can mark the new version as fake."
  @Test
  void aRollbackBringsTheVersionBeforeBack() {
    SimDays days = days("2025-04-02T12:00", "SERVICE_A").passes(Duration.ofHours(1));

    days.asks(new Request.Reload(rolledBack(), OPERATOR));
    days.passes(Duration.ofHours(1));

    assertThat(told(days))
        .containsExactly(
            "Wed 12:00 SERVICE_A starts",
            "Wed 13:00 SERVICE_A stops",
            "Wed 13:00 SERVICE_A starts");
    assertThat(commands.getLast()).endsWith("echo $(date) ' bb'");
  }

  /// "This process will not start until the indicated processes are in running state", and "will
  /// stop if one of the processes they depend on stops".
  @Test
  void whoDependsComesAfterAndGoesBefore() {
    SimDays days = days("2026-11-23T12:00", "TEST_A", "depends-on_A").passes(Duration.ofHours(1));
    assertThat(days.seen())
        .extracting(SimDays.Seen::what)
        .containsExactly("TEST_A starts", "depends-on_A starts");

    days.asks(new Request.Stop(List.of(Selector.parse("TEST_A")), OPERATOR));
    days.passes(Duration.ofHours(1));

    assertThat(days.seen())
        .extracting(SimDays.Seen::what)
        .containsExactly("depends-on_A stops", "TEST_A stops");
  }

  /// "Normal processes, if they stop, will be restarted."
  @Test
  void whatEndsIsStartedAgain() {
    SimDays days = days("2026-11-23T12:00", "TEST_A", "depends-on_A").passes(Duration.ofHours(1));
    days.seen();

    days.kills(new InstanceId(new UnitName("TEST_A"), 1));
    days.passes(Duration.ofMinutes(1));

    assertThat(days.seen()).extracting(SimDays.Seen::what).containsExactly("TEST_A starts");
  }

  /// "If the execution of before fails, it will go to stopped and be retried later", with before.
  @Test
  void aFailedBeforeIsTriedAgain() {
    hooksToFail = 2;
    SimDays days = days("2026-11-23T12:00", "example_process").passes(Duration.ofMinutes(10));

    assertThat(days.seen())
        .extracting(SimDays.Seen::what)
        .containsExactly("example_process starts");
    assertThat(hooksToFail).isZero();
  }

  /// "If the command [init] fails, the process will stop and be retried."
  @Test
  void aFailedInitStopsTheProcess() {
    hooksToFail = -1;
    SimDays days = days("2026-11-23T12:00", "example_process").passes(Duration.ofMinutes(10));

    assertThat(days.seen())
        .extracting(SimDays.Seen::what)
        .containsExactly(
            "example_process starts", "example_process stops", "example_process starts");
  }

  private SimDays days(String begin, String... units) {
    return new SimDays(example(units), at(begin), this::behaviour);
  }

  private Behaviour behaviour(LaunchPlan plan) {
    Behaviour good = Behaviour.healthy();
    long second = Duration.ofSeconds(1).toNanos();
    if (plan.kind() == RunKind.MAIN) {
      commands.add(String.join(" ", plan.launch().command().argv()));
      return good.slow(3 * second);
    }
    if (plan.kind() == RunKind.HOOK && fails(plan)) {
      return good.ending(new Exit.Code(1), second);
    }
    return good.ending(new Exit.Code(0), second / 10);
  }

  /// Positive: so many times still, whichever hook it is. Negative: the first `init`.
  private boolean fails(LaunchPlan plan) {
    if (hooksToFail > 0) {
      hooksToFail--;
      return true;
    }
    boolean init = "init".equals(plan.launch().env().get("TEND_HOOK"));
    if (hooksToFail < 0 && init) {
      hooksToFail = 0;
      return true;
    }
    return false;
  }

  private static List<String> told(SimDays days) {
    return days.seen().stream()
        .map(seen -> DAY.format(seen.at().truncatedTo(ChronoUnit.MINUTES)) + " " + seen.what())
        .toList();
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(MADRID).toInstant();
  }

  private static Configuration rolledBack() {
    Configuration example = example("SERVICE_A");
    TreeMap<UnitName, UnitSpec> units = new TreeMap<>(example.units());
    units.replaceAll((_, unit) -> {
      List<ServiceSpec> later = new ArrayList<>(unit.each().timing().later());
      ServiceSpec last = later.removeLast();
      later.add(last.withTiming(last.timing().withDisabled(true)));
      return unit.each().withTiming(unit.each().timing().withLater(later));
    });
    return example.withUnits(units);
  }

  /// Days of probes that always succeed show nothing but patience.
  private static ServiceSpec unprobed(ServiceSpec spec) {
    List<ServiceSpec> later =
        spec.timing().later().stream().map(version -> version.withProbes(Probes.NONE)).toList();
    return spec.withProbes(Probes.NONE).withTiming(spec.timing().withLater(later));
  }

  /// Those units of the example.
  private static Configuration example(String... names) {
    Path root = Path.of(System.getProperty("tend.root", ".."));
    Reading reading = new ConfigurationReader(Map.of()).read(root.resolve("examples/procman"));
    Configuration all = ((Reading.Good) reading).configuration();
    TreeMap<UnitName, UnitSpec> units = new TreeMap<>(all.units());
    units.keySet().retainAll(List.of(names).stream().map(UnitName::new).toList());
    units.replaceAll((_, unit) -> unprobed(unit.each()));
    return all.withUnits(units);
  }
}
