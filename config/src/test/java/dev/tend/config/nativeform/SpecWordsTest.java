package dev.tend.config.nativeform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.ConfigurationReader;
import dev.tend.config.Reading;
import dev.tend.config.SpecWords;
import dev.tend.config.SpecWords.Word;
import dev.tend.config.decode.Key;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecWordsTest {

  private static final String RICH =
      """
      [daemon]
      parallel = 3
      [service.db]
      command = "sleep 1"
      [service.migrate]
      command = "sleep 1"
      [service.web]
      command = ["sleep", "two words"]
      instances = 2
      directory = "/tmp"
      env = { PORT = "8080", SECRET = "hunter2" }
      inherit_env = ["PATH", "HOME"]
      autostart = false
      requires = ["db", { unit = "migrate", until = "completed_successfully" }]
      priority = 3
      restart = "always"
      start_within = "20s"
      stable_after = "2s"
      backoff = { min = "200ms", max = "1h30m", factor = 3.0, jitter = 0.2 }
      give_up_after = { attempts = 5, within = "10m" }
      restart_delay = "2s"
      start_retries = { count = 3, interval = "1s" }
      stop = { signal = "INT", timeout = "5s" }
      pid_file = "/run/web.pid"
      watchdog = "30s"
      readiness = { http = "http://127.0.0.1:8080/health", every = "3s", headers = { Authorization = "Basic x" } }
      liveness = { tcp = "127.0.0.1:8080", every = "4s" }
      log = { stdout = "/tmp/web-{instance}.log", stderr = "stdout", max_size = "20MiB", keep = 3 }
      detect = [{ pid_file = "/run/own.pid" }]
      [[service.web.hook.pre_start]]
      name = "prepare"
      command = "true"
      env = { TOKEN = "hunter2" }
      [group.all]
      members = ["db", "web"]
      """;

  @Test
  void aSpecIsSaidAsItIsWritten(@TempDir Path folder) throws IOException {
    SortedMap<String, Word> words = SpecWords.of(unit(folder, "web"));

    assertThat(words).as("what has no dates").doesNotContainKey("zone");
    assertThat(shown(words, "command")).isEqualTo("[\"sleep\", \"two words\"]");
    assertThat(shown(words, "instances")).isEqualTo("2");
    assertThat(shown(words, "directory")).isEqualTo("\"/tmp\"");
    assertThat(shown(words, "inherit_env")).isEqualTo("[\"HOME\", \"PATH\"]");
    assertThat(shown(words, "autostart")).isEqualTo("false");
    assertThat(shown(words, "requires"))
        .isEqualTo("[\"db\", { unit = \"migrate\", until = \"completed_successfully\" }]");
    assertThat(shown(words, "restart")).isEqualTo("\"always\"");
    assertThat(shown(words, "start_within")).isEqualTo("\"20s\"");
    assertThat(shown(words, "stable_after")).isEqualTo("\"2s\"");
    assertThat(shown(words, "backoff.max")).isEqualTo("\"1h30m\"");
    assertThat(shown(words, "backoff.factor")).isEqualTo("3.0");
    assertThat(shown(words, "give_up_after.attempts")).isEqualTo("5");
    assertThat(shown(words, "restart_delay")).isEqualTo("\"2s\"");
    assertThat(shown(words, "start_retries.count")).isEqualTo("3");
    assertThat(shown(words, "stop.signal")).isEqualTo("\"INT\"");
    assertThat(shown(words, "pid_file")).isEqualTo("\"/run/web.pid\"");
    assertThat(shown(words, "readiness.http")).isEqualTo("\"http://127.0.0.1:8080/health\"");
    assertThat(shown(words, "readiness.every")).isEqualTo("\"3s\"");
    assertThat(shown(words, "liveness.tcp")).isEqualTo("\"127.0.0.1:8080\"");
    assertThat(shown(words, "log.stdout")).isEqualTo("\"/tmp/web-{instance}.log\"");
    assertThat(shown(words, "log.stderr")).isEqualTo("\"stdout\"");
    assertThat(shown(words, "log.max_size")).isEqualTo("\"20MiB\"");
    assertThat(shown(words, "detect")).isEqualTo("[{ pid_file = \"/run/own.pid\" }]");
    assertThat(shown(words, "hook.pre_start.prepare.command")).isEqualTo("[\"true\"]");
  }

  @Test
  void windowsAndVersionsAreSaidByWhatTellsThemApart(@TempDir Path folder) throws IOException {
    SortedMap<String, Word> words =
        SpecWords.of(
            read(
                    folder,
                    """
                    [service.web]
                    command = "sleep 1"
                    zone = "Europe/Madrid"
                    env = { TOKEN = "hunter2" }
                    window = [{ days = "mon-fri", from = "08:00", to = "18:00" },
                              { days = "sat", from = "09:00", to = "12:00" }]
                    [[service.web.version]]
                    from = 2026-12-01T08:00:00
                    command = "sleep 2"
                    env = { TOKEN = "hunter3" }
                    """)
                .configuration()
                .units()
                .values()
                .iterator()
                .next());

    assertThat(shown(words, "zone")).isEqualTo("\"Europe/Madrid\"");
    assertThat(shown(words, "window"))
        .isEqualTo("mon-fri 08:00-18:00 Europe/Madrid, sat 09:00-12:00 Europe/Madrid");
    assertThat(words.keySet().stream().filter(key -> key.startsWith("version")))
        .containsExactly(
            "version.2026-12-01T08:00.command",
            "version.2026-12-01T08:00.env.TOKEN",
            "version.2026-12-01T08:00.from");
    assertThat(words.values().stream().filter(Word::secret)).hasSize(2);
  }

  @Test
  void everyKeyStandsInTheReference(@TempDir Path folder) throws IOException {
    SortedMap<String, Word> words = SpecWords.of(unit(folder, "web"));

    assertThat(ServiceKeys.SHAPE.keys().stream().map(Key::name))
        .containsAll(words.keySet().stream().map(key -> key.replaceFirst("\\..*", "")).toList());
  }

  @Test
  void whatStandsInEnvironmentsAndHeadersIsSecret(@TempDir Path folder) throws IOException {
    SortedMap<String, Word> words = SpecWords.of(unit(folder, "web"));

    assertThat(
            words.entrySet().stream()
                .filter(each -> each.getValue().secret())
                .map(Map.Entry::getKey))
        .containsExactly(
            "env.PORT",
            "env.SECRET",
            "hook.pre_start.prepare.env.TOKEN",
            "readiness.headers.Authorization");
    assertThat(words.values().stream().filter(word -> !word.secret()).map(Word::value))
        .noneMatch(value -> value.contains("hunter2") || value.contains("Basic"));
  }

  @Test
  void whatStandsBesideUnitsHasItsWordsToo(@TempDir Path folder) throws IOException {
    SortedMap<String, Word> words = SpecWords.of(read(folder, RICH).configuration());

    assertThat(shown(words, "daemon.parallel")).isEqualTo("3");
    assertThat(shown(words, "group.all.members")).isEqualTo("[\"db\", \"web\"]");
    assertThat(words).containsKey("history.keep");
  }

  private static String shown(SortedMap<String, Word> words, String key) {
    assertThat(words).containsKey(key);
    return Objects.requireNonNull(words.get(key)).value();
  }

  private static UnitSpec unit(Path folder, String name) throws IOException {
    return Objects.requireNonNull(
        read(folder, RICH).configuration().units().get(new UnitName(name)));
  }

  private static Reading.Good read(Path folder, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("tend.toml"), text);
    Reading reading = new ConfigurationReader(System.getenv()).read(file);
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return (Reading.Good) reading;
  }
}
