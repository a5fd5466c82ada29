package dev.tend.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is run where a command runs a container.
class ContainerCommandTest {

  @Test
  void theEngineAndItsOptionsArePartedFromTheRest() {
    Command written =
        new Command(List.of("/usr/bin/podman", "--log-level", "warn", "run", "-d", "img", "run"));

    assertThat(ContainerCommand.of(written))
        .contains(
            new ContainerCommand(
                List.of("/usr/bin/podman", "--log-level", "warn"), List.of("-d", "img", "run")));
  }

  @Test
  void theLongFormIsTheSame() {
    assertThat(ContainerCommand.of(command("docker container run img")))
        .contains(new ContainerCommand(List.of("docker"), List.of("img")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker start web", "nginx run", "run docker", "docker ps"})
  void nothingElseRunsAContainer(String text) {
    assertThat(ContainerCommand.of(command(text))).isEmpty();
  }

  @Test
  void itsWordsAreNoShellsBusiness() {
    Command start =
        ContainerCommand.of(new Command(List.of("docker", "-H", "it's", "run", "a b", "$c")))
            .orElseThrow()
            .start();

    assertThat(start.argv()).startsWith("/bin/sh", "-c").endsWith("sh", "a b", "$c");
    assertThat(start.argv().get(2)).contains("'docker' '-H' 'it'\\''s' run --detach --cidfile");
  }

  /// Then it has said how it ended before its tree is killed.
  @Test
  void theEngineKillsASecondBeforeWeDo() {
    ContainerCommand web = ContainerCommand.of(command("docker run img")).orElseThrow();

    assertThat(web.stop(Duration.ofSeconds(10)).argv().get(2)).contains("'docker' stop -t 9 ");
    assertThat(web.stop(Duration.ofMillis(500)).argv().get(2)).contains(" stop -t 0 ");
  }

  private static Command command(String text) {
    return new Command(List.of(text.split(" ")));
  }
}
