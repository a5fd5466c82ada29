package dev.tend.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.problem.Problem;
import dev.tend.core.spec.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrationsTest {

  private static final UnitName WEB = new UnitName("web");

  @TempDir Path folder;
  private Path main;
  private Path kept;

  @BeforeEach
  void write() throws IOException {
    main = Files.writeString(folder.resolve("tend.toml"), "[service.db]\ncommand = 'true'\n");
    kept = Files.createDirectories(folder.resolve("registered"));
  }

  @Test
  void registeredUnitsStandBesideTheOthers() throws IOException {
    Files.writeString(kept.resolve("web.yaml"), "service: {web: {command: 'true'}}");
    Files.writeString(kept.resolve(".web.json.new"), "half a fi");

    Reading.Good good = (Reading.Good) read(Registrations.in(kept));

    assertThat(good.configuration().units()).containsOnlyKeys(new UnitName("db"), WEB);
    assertThat(good.origins())
        .containsEntry(new UnitName("db"), main)
        .containsEntry(WEB, kept.resolve("web.yaml"));
  }

  @Test
  void aChangeIsTriedWithoutBeingMade() throws IOException {
    Path file = kept.resolve("web.json");
    Registrations tried =
        Registrations.in(kept)
            .trying(file, Optional.of("{\"service\":{\"web\":{\"command\":\"true\"}}}"));

    assertThat(((Reading.Good) read(tried)).origins()).containsEntry(WEB, file);
    assertThat(file).doesNotExist();

    Files.writeString(file, "{\"service\":{\"web\":7}}");
    assertThat(read(Registrations.in(kept))).isInstanceOf(Reading.Bad.class);
    Registrations without = Registrations.in(kept).trying(file, Optional.empty());
    assertThat(((Reading.Good) read(without)).origins()).doesNotContainKey(WEB);
  }

  @Test
  void nothingButUnitsIsRegistered() throws IOException {
    Files.writeString(kept.resolve("x.toml"), "[server]\nlisten = '127.0.0.1:0'\n");

    assertThat(((Reading.Bad) read(Registrations.in(kept))).problems())
        .extracting(Problem::sentence)
        .containsExactly("'server' cannot stand here");
  }

  @Test
  void aFolderThatIsNotThereHoldsNothing() {
    assertThat(read(Registrations.in(folder.resolve("none")))).isInstanceOf(Reading.Good.class);
  }

  private Reading read(Registrations registrations) {
    return new ConfigurationReader(Map.of("PATH", "/usr/bin:/bin")).read(main, registrations);
  }
}
