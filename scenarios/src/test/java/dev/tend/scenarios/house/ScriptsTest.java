package dev.tend.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Program;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scripts of the checkout, as far as they can be run without building anything.
class ScriptsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tend",
        "check",
        "build/jdk.sh",
        "build/maven.sh",
        "build/assemble.sh",
        "build/link.sh",
        "build/launch.sh",
        "build/package/tend",
        "build/package/preinst",
        "build/package/postinst",
        "build/package/prerm",
        "build/package/postrm",
        "build/reproducible.sh",
        "build/dist.sh",
        "build/try.sh",
        "build/guest.sh",
        "build/try-deb.sh",
        "build/train.sh",
        "build/summary.sh",
        "examples/quickstart/web",
        "examples/quickstart/flaky"
      })
  void aScriptIsOneForEveryShell(String script) {
    assertThat(run("sh", "-n", path(script)).exit()).isZero();
  }

  @Test
  void checkSaysHowItIsUsed() {
    Ran ran = run(path("check"), "help");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).startsWith("usage: ./check");
  }

  @Test
  void checkRefusesWhatItDoesNotKnow() {
    assertThat(run(path("check"), "everything").exit()).isEqualTo(2);
    assertThat(run(path("check"), "sim", "many").exit()).isEqualTo(2);
    assertThat(run(path("check"), "death", "0").exit()).isEqualTo(2);
  }

  @Test
  void aMissingJdkIsOneLineThatNamesThePackage() {
    String script = "jdk_fits() { return 1; }; find_jdk";

    Ran ran = run("sh", "-c", ". " + path("build/jdk.sh") + "; " + script);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err().lines()).singleElement().asString().contains("openjdk-25-jdk-headless");
  }

  @Test
  void theSummaryCountsABrokenBuildAsAFailure() {
    String script = "root=" + folder + "; . " + path("build/summary.sh") + "; summarise 1";

    Ran ran = run("sh", "-c", script);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEqualTo("0 passed, 1 failed, 0 skipped\n");
  }

  /// Ctrl-C of a build that trains would otherwise leave a daemon that nobody asked for.
  @Test
  void whoIsKilledWhileItTrainsLeavesNoDaemonBehind() throws IOException {
    Path pid = folder.resolve("pid");
    Path built = Files.createDirectory(folder.resolve("built"));
    String script =
        """
        root=%s; . $root/build/train.sh
        trainee() { exec sh -c 'echo $$ >%s.new; mv %s.new %s; exec sleep 60'; }
        train %s\
        """
            .formatted(Sources.ROOT, pid, pid, pid, built);

    try (Program program =
        Program.start(List.of("sh", "-c", script), folder, Map.of("TMPDIR", folder.toString()))) {
      await().atMost(Tend.DEADLINE).until(() -> Files.exists(pid));
      program.terminate();

      assertThat(program.awaitEnd(Tend.DEADLINE).exit()).isEqualTo(143);
    }

    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))).isEmpty();
    assertThat(built).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**/tmp.*");
  }

  private Ran run(String... command) {
    try (Program program = Program.start(List.of(command), folder, Map.of())) {
      return program.awaitEnd(Tend.DEADLINE);
    }
  }

  private static String path(String script) {
    return Sources.ROOT.resolve(script).toString();
  }
}
