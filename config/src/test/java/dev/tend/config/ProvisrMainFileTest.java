package dev.tend.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What each key of a spec becomes. What is said about mistakes stands in the golden files
/// `bad/provisr*`.
class ProvisrMainFileTest {

  @TempDir Path folder;

  static Stream<Arguments> keys() {
    return Stream.of(
        key("priority = 10", "10", ServiceSpec::priority),
        key("instances = 3", "3", ServiceSpec::instances),
        key("instances = 0", "1", ServiceSpec::instances),
        key("command = 'sleep 5'", "sleep 5", spec -> spec.launch().command()),
        key("args = ['sleep', '1 2']", "[sleep, 1 2]", spec -> spec.launch().command().argv()),
        key("", "NEVER", ServiceSpec::restart),
        key("auto_restart = true", "ALWAYS", ServiceSpec::restart),
        key("auto_restart = true", "Optional[PT3S]", ServiceSpec::restartDelay),
        key("restart_interval = '5s'", "Optional.empty", ServiceSpec::restartDelay),
        key(
            "auto_restart = true\nrestart_interval = '1m30s'",
            "Optional[PT1M30S]",
            ServiceSpec::restartDelay),
        key(
            "auto_restart = true\nrestart_interval = 2000000000",
            "Optional[PT2S]",
            ServiceSpec::restartDelay),
        key(
            "auto_restart = true\nrestart_interval = 0",
            "Optional[PT3S]",
            ServiceSpec::restartDelay),
        key("", "Optional.empty", ServiceSpec::startRetries),
        key(
            "retry_count = 2",
            "Optional[StartRetries[count=2, interval=PT1S]]",
            ServiceSpec::startRetries),
        key(
            "retry_count = 2\nretry_interval = '250ms'",
            "Optional[StartRetries[count=2, interval=PT0.25S]]",
            ServiceSpec::startRetries),
        key("", "PT0S", spec -> spec.start().stableAfter()),
        key("start_duration = '2s'", "PT2S", spec -> spec.start().stableAfter()),
        key("start_duration = '2m'", "PT2M", spec -> spec.start().within()),
        key("detached = true", "Discard[]", spec -> spec.log().stdout()),
        key("pid_file = '/run/w.pid'", "/run/w.pid", ProvisrMainFileTest::pidFile),
        key(
            "detectors = [{ type = 'command', command = 'pgrep web' }]",
            "[CommandSucceeds[command=pgrep web]]",
            ServiceSpec::detectors),
        key(
            "log = { stdout = '/l/o', stderr = '/l/o' }",
            "WithStdout[]",
            spec -> spec.log().stderr()),
        key("log = { dir = '/l' }", "File[path=/l/web.stderr.log]", spec -> spec.log().stderr()),
        key("log = { max_size_mb = 2 }", "2097152", spec -> spec.log().maxSizeBytes()),
        key("", "10485760 3 PT168H false", ProvisrMainFileTest::rotation),
        key(
            "log = { max_backups = 5, compress = true }",
            "10485760 5 PT168H true",
            ProvisrMainFileTest::rotation),
        key("log = { max_age_days = 30 }", "PT720H", spec -> spec.log().keepFor()),
        key("log = { file = { maxAgeDays = 1 } }", "PT24H", spec -> spec.log().keepFor()),
        key("log = { max_age_days = 0 }", "PT168H", spec -> spec.log().keepFor()),
        key("lifecycle = { pre_start = [] }", "web", ServiceSpec::name));
  }

  private static Arguments key(String lines, String becomes, Function<ServiceSpec, Object> what) {
    return Arguments.of(lines, becomes, what);
  }

  private static Object pidFile(ServiceSpec spec) {
    return spec.pidFile().orElseThrow().template();
  }

  private static Object rotation(ServiceSpec spec) {
    LogRule log = spec.log();
    return log.maxSizeBytes() + " " + log.keep() + " " + log.keepFor() + " " + log.compress();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aKeyOfASpecBecomes(String lines, String becomes, Function<ServiceSpec, Object> what)
      throws IOException {
    String command = lines.contains("command =") && !lines.contains("detectors") ? "" : COMMAND;
    ServiceSpec spec =
        service(
            "web",
            "[[processes]]\n[processes.spec]\nname = 'web'\n"
                + (lines.contains("args =") ? "" : command)
                + lines);

    assertThat(what.apply(spec)).hasToString(becomes);
  }

  private static final String COMMAND = "command = 'sleep 1'\n";

  private ServiceSpec service(String name, String toml) throws IOException {
    Reading reading = read(toml);
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return (ServiceSpec)
        Objects.requireNonNull(
            ((Reading.Good) reading).configuration().units().get(new UnitName(name)));
  }

  private Reading read(String toml) throws IOException {
    Path file = Files.writeString(folder.resolve("config.toml"), toml);
    return new ConfigurationReader(Map.of("PATH", "/usr/bin:/bin"))
        .read(file, Optional.of(Dialect.PROVISR), Registrations.NONE);
  }
}
