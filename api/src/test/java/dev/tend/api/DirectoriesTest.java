package dev.tend.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectoriesTest {

  @Test
  void rootHasThePlacesOfTheSystemWhateverTheEnvironmentSays() {
    Directories root = Directories.of(0, Map.of("XDG_RUNTIME_DIR", "/run/user/0"));

    assertThat(root.socket()).isEqualTo(Path.of("/run/tend/tend.sock"));
    assertThat(root.configurationFile()).isEqualTo(Path.of("/etc/tend/tend.toml"));
    assertThat(root.state()).isEqualTo(Path.of("/var/lib/tend"));
    assertThat(root.log()).isEqualTo(Path.of("/var/log/tend"));
  }

  @Test
  void anybodyElseHasTheirOwn() {
    Directories own =
        Directories.of(
            1000,
            Map.of(
                "HOME", "/home/ana", "XDG_RUNTIME_DIR", "/run/user/1000", "XDG_STATE_HOME", "s"));

    assertThat(own.socket()).isEqualTo(Path.of("/run/user/1000/tend/tend.sock"));
    assertThat(own.configurationFile()).isEqualTo(Path.of("/home/ana/.config/tend/tend.toml"));
    assertThat(own.log()).isEqualTo(Path.of("/home/ana/.local/state/tend/log"));
  }

  @Test
  void withoutASessionTheRuntimeFolderIsATemporaryOneOfTheUser() {
    assertThat(Directories.of(1000, Map.of("HOME", "/home/ana")).socket())
        .isEqualTo(Path.of("/tmp/tend-1000/tend.sock"));
  }

  @Test
  void theServiceManagerDecidesForTheDaemonButNotForItsClients() {
    Map<String, String> env =
        Map.of("RUNTIME_DIRECTORY", "/run/a:/run/b", "LOGS_DIRECTORY", "/var/log/a");

    assertThat(Directories.ofDaemon(env).socket()).isEqualTo(Path.of("/run/a/tend.sock"));
    assertThat(Directories.ofDaemon(env).log()).isEqualTo(Path.of("/var/log/a"));
    assertThat(Directories.ofDaemon(env).state()).isEqualTo(Directories.current(env).state());
    assertThat(Directories.current(env)).isEqualTo(Directories.current(Map.of()));
  }

  @Test
  void theUserOfThisProcessIsFound() {
    assertThat(Directories.current(System.getenv()).socket()).isAbsolute();
  }

  @Test
  void theVersionIsTheOneOfTheBuild() {
    assertThat(TendVersion.current().text()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
  }
}
