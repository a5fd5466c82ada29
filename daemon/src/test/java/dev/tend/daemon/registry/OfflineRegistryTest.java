package dev.tend.daemon.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.ConfigurationReader;
import dev.tend.config.Reading;
import dev.tend.config.Registrations;
import dev.tend.core.spec.UnitName;
import dev.tend.daemon.registry.OfflineRegistry.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Units that are registered while no daemon runs.
class OfflineRegistryTest {

  private static final Map<String, String> ENV = Map.of("PATH", "/usr/bin:/bin");
  private static final String PROVISR =
      "{\"type\": \"process\", \"spec\": {\"name\": \"demo\", \"command\": \"sleep 10\"}}";
  private static final String OWN = "{\"service\": {\"demo\": {\"command\": \"sleep 10\"}}}";

  @TempDir private Path folder;

  @Test
  void aProvisrConfigurationKeepsItInItsProgramsDirectory() throws IOException {
    Path config = provisr();

    Result result = registry(config).register("demo", PROVISR, OWN);

    Path file = folder.resolve("units/demo.json");
    assertThat(result).isEqualTo(new Result.Done(file));
    assertThat(file).hasContent(PROVISR);
    assertThat(read(config).configuration().units()).containsKey(new UnitName("demo"));
    assertThat(registry(config).unregister("demo")).isEqualTo(new Result.Done(file));
    assertThat(read(config).configuration().units()).doesNotContainKey(new UnitName("demo"));
  }

  @Test
  void aNativeConfigurationKeepsItAmongTheRegisteredUnits() throws IOException {
    Path config =
        Files.writeString(folder.resolve("tend.toml"), "[service.web]\ncommand = 'true'\n");

    Result result = registry(config).register("demo", PROVISR, OWN);

    Path file = folder.resolve("registered/demo.json");
    assertThat(result).isEqualTo(new Result.Done(file));
    assertThat(file).hasContent(OWN);
    assertThat(read(config).configuration().units())
        .containsOnlyKeys(new UnitName("demo"), new UnitName("web"));
  }

  @Test
  void whatIsThereAlreadyIsRefused() throws IOException {
    Path config = provisr();
    registry(config).register("demo", PROVISR, OWN);

    assertThat(refusal(registry(config).register("demo", PROVISR, OWN)))
        .containsExactly(
            "tend: 'demo' is registered already: it stands in "
                + folder.resolve("units/demo.json"));
    assertThat(refusal(registry(config).register("web", PROVISR, OWN)))
        .containsExactly("tend: 'web' is registered already: it stands in " + config);
  }

  @Test
  void whatStandsInTheConfigurationIsNotUnregistered() throws IOException {
    assertThat(refusal(registry(provisr()).unregister("web")).getFirst())
        .contains("'web' stands in " + folder.resolve("config.toml"));
    assertThat(refusal(registry(provisr()).unregister("nobody")))
        .containsExactly("tend: 'nobody' is not registered");
  }

  @Test
  void whatTheNextDaemonCouldNotReadIsNotKept() throws IOException {
    List<String> provisr =
        refusal(
            registry(provisr())
                .register(
                    "demo",
                    "{\"type\":\"process\",\"spec\":{\"name\":\"demo\",\"command\":7}}",
                    OWN));
    Path config = Files.writeString(folder.resolve("tend.toml"), "");
    List<String> own =
        refusal(registry(config).register("demo", PROVISR, "{\"service\":{\"demo\":{}}}"));

    assertThat(provisr.getFirst()).contains("units/demo.json:1:");
    assertThat(own.getFirst()).contains("registered/demo.json:1:").contains("'command' is missing");
    assertThat(folder.resolve("units/demo.json")).doesNotExist();
    assertThat(folder.resolve("registered/demo.json")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/b", "", "."})
  void aNameThatIsAPathIsRefused(String name) throws IOException {
    assertThat(refusal(registry(provisr()).register(name, PROVISR, OWN))).hasSize(1);
    assertThat(refusal(registry(provisr()).unregister(name))).hasSize(1);
  }

  private Path provisr() throws IOException {
    return Files.writeString(
        folder.resolve("config.toml"),
        """
        programs_directory = "units"
        [[processes]]
        type = "process"
        [processes.spec]
        name = "web"
        command = "sleep 300"
        """);
  }

  private OfflineRegistry registry(Path config) {
    return new OfflineRegistry(
        ENV, Optional.of(config), folder.resolve("none"), folder.resolve("registered"));
  }

  private Reading.Good read(Path config) {
    Reading reading =
        new ConfigurationReader(ENV).read(config, Registrations.in(folder.resolve("registered")));
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return (Reading.Good) reading;
  }

  private static List<String> refusal(Result result) {
    assertThat(result).isInstanceOf(Result.Refused.class);
    return ((Result.Refused) result).lines();
  }
}
