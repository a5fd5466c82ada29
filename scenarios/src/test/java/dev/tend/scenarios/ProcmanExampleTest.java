package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The configurations of procman's README in native form, as its text says that they behave.
class ProcmanExampleTest {

  private static final String EXAMPLE =
      Path.of(System.getProperty("tend.root", "..")).resolve("examples/procman").toString();

  @TempDir private Path folder;

  @Test
  void itIsSound() {
    Ran check = Tend.runAlone(folder, "check", EXAMPLE);

    assertThat(check.exit()).isZero();
    assertThat(check.out()).contains("is sound");
  }

  @Test
  void itsWeekIsThatOfItsSchedule() {
    Ran week =
        Tend.runAlone(
            folder, "forecast", "--json", "--from", "2026-11-23T00:00:00Z", "--for", "7d", EXAMPLE);

    assertThat(week.exit()).isZero();
    assertThat(week.out().split("example_process\"", -1)).hasSize(9);
    assertThat(week.out())
        .contains("2026-11-23T22:59:00", "2026-11-24T23:00:00")
        .contains("cleanup", "2026-11-23T07:00:00", "2026-11-23T17:00:00", "once a day")
        .doesNotContain("example_process_2", "SERVICE_A");
  }

  @Test
  void aVersionTakesThePlaceOfTheOneBeforeOnItsDay() {
    Ran day =
        Tend.runAlone(
            folder, "forecast", "--json", "--from", "2025-04-01T05:00:00Z", "--for", "2h", EXAMPLE);

    assertThat(day.out())
        .contains("SERVICE_A", "switch", "2025-04-01T06:00:00", "version 3, of 2025-04-01 08:00");
  }
}
