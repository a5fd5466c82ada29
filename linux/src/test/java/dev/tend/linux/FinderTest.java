package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.Search;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstancePath;
import dev.tend.engine.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom a pid file may name, and whom it may not.
final class FinderTest {

  private static final int NOBODY = 65534;

  @TempDir private Path folder;
  private final Stage stage = new Stage();
  private Process stranger;

  @BeforeEach
  void startAStranger() throws IOException {
    stranger = new ProcessBuilder("sleep", "300").start();
  }

  @AfterEach
  void endAll() {
    stranger.destroyForcibly();
    stage.close();
  }

  @Test
  void theFirstLineOfAPeersFileCounts() throws IOException {
    write(stranger.pid() + "\n{\"name\":\"web\"}\n{\"start_unix\":1}\n");
    LaunchPlan plan = Plans.command("none");

    assertThat(look(plan)).isInstanceOf(Sighting.Found.class);

    stage.kernel().killTree(plan.run());
    stage.end(plan.run());
  }

  @Test
  void aPidThatIsSomebodyElsesByNowIsNotTakenOver() throws IOException {
    write(stranger.pid() + "\n");
    Files.setLastModifiedTime(file(), FileTime.from(Instant.now().minus(Duration.ofHours(3))));

    assertThat(notes()).isEqualTo(names() + ", which started after the file was written");
  }

  @Test
  void noFileMakesTheDaemonEndItselfOrInit() throws IOException {
    write("1\n");
    assertThat(notes()).endsWith("names pid 1, which is init");

    write(ProcessHandle.current().pid() + "\n");
    assertThat(notes()).endsWith(", which is no service");
  }

  @Test
  void aFileWithoutAPidIsSaid() throws IOException {
    write("soon\n");

    assertThat(notes()).isEqualTo(file() + " holds no pid");
  }

  @Test
  void whatAnotherUserWroteNamesNobodyButThatUsersProcesses() throws IOException {
    assumeTrue(Files.getAttribute(folder, "unix:uid").equals(0), "only root can give files away");
    write(stranger.pid() + "\n");
    Files.setAttribute(file(), "unix:uid", NOBODY);

    assertThat(notes()).isEqualTo(names() + ", which is another user's");
  }

  @Test
  void aNumberAloneWillDo() {
    LaunchPlan plan = Plans.command("none");
    Detector.Naming pid = new Detector.Pid((int) stranger.pid());

    Sighting sighting = stage.kernel().look(new Search(plan.run(), plan.instance(), List.of(pid)));

    assertThat(sighting).isInstanceOf(Sighting.Found.class);
    stage.kernel().killTree(plan.run());
    stage.end(plan.run());
  }

  private String names() {
    return file() + " names pid " + stranger.pid();
  }

  private String notes() {
    return look(Plans.command("none")) instanceof Sighting.Nothing(List<String> notes)
        ? notes.getFirst()
        : "found";
  }

  private Sighting look(LaunchPlan plan) {
    Detector.Naming detector = new Detector.PidFile(new InstancePath(file().toString()));
    return stage.kernel().look(new Search(plan.run(), plan.instance(), List.of(detector)));
  }

  private void write(String content) throws IOException {
    Files.writeString(file(), content);
  }

  private Path file() {
    return folder.resolve("web.pid");
  }
}
