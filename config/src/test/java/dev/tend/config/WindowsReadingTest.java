package dev.tend.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Timing;
import dev.tend.core.spec.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowsReadingTest {

  @TempDir Path folder;

  @Test
  void windowsHaveTheZoneOfTheirServiceUnlessTheyNameOne() throws IOException {
    Timing timing =
        read("""
        [service.web]
        command = "sleep 1"
        zone = "Europe/Madrid"
        window = [
          { days = ["mon", "wed-fri"], from = "08:00", to = "18:00" },
          { from = "22:00", to = "24:00", zone = "UTC" },
        ]
        """)
            .timing();

    assertThat(timing.windows())
        .hasToString("windows mon,wed-fri 08:00-18:00 Europe/Madrid, all 22:00-24:00 UTC");
    assertThat(timing.restartOnChange()).isTrue();
  }

  @Test
  void aVersionIsLaidOverItsServiceAndNotOverAnotherVersion() throws IOException {
    ServiceSpec web =
        read(
            """
            [service.web]
            command = ["sleep", "1"]
            instances = 2
            zone = "Europe/Madrid"
            env = { A = "1", B = "1" }
            disabled = true
            window = [{ from = "08:00", to = "18:00" }]
            [[service.web.version]]
            from = 2026-12-02T08:00:00
            env = { B = "3" }
            [[service.web.version]]
            from = 2026-12-01
            command = ["sleep", "2"]
            instances = 3
            restart_on_change = true
            """);

    assertThat(web.timing().disabled()).isTrue();
    assertThat(web.timing().restartOnChange()).isFalse();
    List<ServiceSpec> later = web.timing().later();
    assertThat(later).extracting(spec -> spec.timing().version()).containsExactly(2, 3);
    ServiceSpec second = later.getFirst();
    assertThat(second.timing().from()).contains(LocalDateTime.parse("2026-12-01T00:00"));
    assertThat(second.timing().zone()).isEqualTo(ZoneId.of("Europe/Madrid"));
    assertThat(second.timing().disabled()).isFalse();
    assertThat(second.timing().restartOnChange()).isTrue();
    assertThat(second.timing().windows()).isEqualTo(web.timing().windows());
    assertThat(second.launch().command().argv()).containsExactly("sleep", "2");
    assertThat(second.instances()).isEqualTo(3);
    ServiceSpec third = later.getLast();
    assertThat(third.launch().command().argv()).containsExactly("sleep", "1");
    assertThat(third.instances()).isEqualTo(2);
    assertThat(third.launch().env()).containsEntry("A", "1").containsEntry("B", "3");
  }

  @Test
  void circlesAreLookedForInEveryVersion_A4_14() throws IOException {
    Reading reading =
        reading(
            """
            [service.a]
            command = "sleep 1"
            requires = ["b"]
            [[service.a.version]]
            from = 2026-12-01
            requires = []
            [service.b]
            command = "sleep 1"
            requires = ["a"]
            """);

    assertThat(reading).isInstanceOf(Reading.Bad.class);
  }

  private ServiceSpec read(String toml) throws IOException {
    assertThat(reading(toml)).isInstanceOf(Reading.Good.class);
    Reading.Good good = (Reading.Good) reading(toml);
    return (ServiceSpec)
        Objects.requireNonNull(good.configuration().units().get(new UnitName("web")));
  }

  private Reading reading(String toml) throws IOException {
    Path file = Files.writeString(folder.resolve("tend.toml"), toml);
    return new ConfigurationReader(Map.of()).read(file);
  }
}
