package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.api.InstanceStatus;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// What a process finds when it starts.
class ProcessScenariosLaunchTest {

  @Test
  void aChildSeesItsVariablesAndTends(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("first.env"), "FROM=first\nQUOTED=\"two words\"\n");
    Files.writeString(folder.resolve("second.env"), "FROM=second\nOVER=file\n");
    Files.writeString(folder.resolve("secret"), "hush");
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [env]
            EVERYWHERE = "yes"
            OVER = "all"

            [service.web]
            command = ["sleep", "300"]
            instances = 2
            env_files = ["first.env", "second.env"]
            env = { OVER = "own", SECRET = "@file://%s/secret" }
            """
                .formatted(folder))) {
      InstanceStatus status = tend.lookout().awaitState("web.2", "running");

      Proc process = new Proc(tend.lookout().pid("web.2"));

      assertThat(process.variable("EVERYWHERE")).contains("yes");
      assertThat(process.variable("FROM")).contains("second");
      assertThat(process.variable("QUOTED")).contains("two words");
      assertThat(process.variable("OVER")).contains("own");
      assertThat(process.variable("SECRET")).contains("hush");
      assertThat(process.variable("TEND_UNIT")).contains("web");
      assertThat(process.variable("TEND_INSTANCE")).contains("2");
      assertThat(process.variable("TEND_RUN")).contains(status.run());
      assertThat(process.variable("TEND_SOCKET")).contains(tend.socket().toString());
    }
  }

  @Test
  void aChildStartsInItsDirectoryWithNothingToReadAndNothingInherited(@TempDir Path folder)
      throws IOException {
    Files.createDirectory(folder.resolve("here"));
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.web]
            command = ["sh", "-c", "pwd; cat; ls /proc/self/fd | tr '\\n' ' '; exec sleep 300"]
            directory = "here"
            """)) {
      tend.lookout().awaitState("web", "running");
      Path log = tend.log("web", 1, "stdout");

      // The fourth is what `ls` reads the folder with.
      await().atMost(Tend.DEADLINE).until(() -> Files.readString(log).endsWith("0 1 2 3 "));

      assertThat(Files.readString(log)).isEqualTo(folder.resolve("here") + "\n0 1 2 3 ");
    }
  }

  @Test
  @EnabledIf("isRoot")
  void aServiceRunsAsItsUserAndCanOpenItsOutputAgain(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.web]
            command = ["sh", "-c", "id -un; echo again >/dev/stdout; echo wrong >/dev/stderr; exec sleep 300"]
            user = "nobody"
            directory = "/"
            """)) {
      Lookout lookout = tend.lookout();
      Proc process = new Proc(lookout.awaitRunning("web"));

      Path log = tend.log("web", 1, "stdout");
      await().atMost(Tend.DEADLINE).until(() -> Files.readString(log).endsWith("again\n"));

      assertThat(process.user()).isNotZero();
      assertThat(Files.readString(log)).isEqualTo("nobody\nagain\n");
      assertThat(tend.log("web", 1, "stderr")).hasContent("wrong\n");
      assertThat(tend.run("stop", "web", "--wait", "20s").exit()).isZero();
      assertThat(process.isThere()).isFalse();
    }
  }

  static boolean isRoot() {
    return new Proc(ProcessHandle.current().pid()).user() == 0;
  }
}
