package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tend.api.InstanceStatus;
import dev.tend.api.WhyAnswer;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of a database and a web service that requires it: a real PostgreSQL, killed.
class WebAndDbTest {

  private static final String KILLED =
      "it was killed by SIGKILL, not by Tend: by the kernel for want of memory, or by somebody";

  private static final Path EXAMPLE =
      Path.of(System.getProperty("tend.root", "..")).resolve("examples/web-and-db");

  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  @Test
  void aKilledDatabaseIsThePictureThatWhyGives(@TempDir Path folder) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/psql")), "PostgreSQL is not installed");
    assumeTrue(Files.isDirectory(Path.of("/usr/lib/postgresql")), "PostgreSQL is not installed");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no /usr/bin/python3");
    Path site = copy(folder);
    try (Tend tend = Tend.serve(folder, configuration(site))) {
      Lookout lookout = tend.lookout();
      int db = lookout.awaitRunning("db");
      int web = lookout.awaitRunning("web");
      assertThat(why(lookout, "db")).contains("it said READY=1");
      assertThat(why(lookout, "web")).contains("its readiness probe got HTTP 200", "db is ready");

      lookout.awaitStatus("db", "up for a while", WebAndDbTest::isSettled);
      ProcessHandle.of(db).orElseThrow().destroyForcibly();

      lookout.awaitState("db", "backoff");
      assertThat(lookout.why("db").root()).isEqualTo(KILLED);
      lookout.awaitStatus("web", "running and not ready", status -> !status.ready());
      assertThat(lookout.why("web").root())
          .isEqualTo("its readiness probe got HTTP 503: no database");
      assertThat(lookout.why("web").edges())
          .containsExactly("it requires db to be ready; db is backoff");

      assertThat(lookout.awaitOtherPid("db", db)).isPositive();
      lookout.awaitState("db", "running");
      lookout.awaitStatus("web", "ready again", InstanceStatus::ready);
      assertThat(lookout.pid("web")).isEqualTo(web);
      assertThat(why(lookout, "db")).contains(KILLED);
    }
  }

  private static boolean isSettled(InstanceStatus status) {
    return status.ready() && status.attempt() == 1;
  }

  private static List<String> why(Lookout lookout, String unit) {
    return lookout.why(unit).chain().stream()
        .map(WhyAnswer.Link::sentence)
        // Which pid it was is not known before.
        .map(sentence -> sentence.replaceFirst(" \\(pid \\d+\\)", ""))
        .toList();
  }

  private static String configuration(Path site) throws IOException {
    String own = "directory = \"" + site + "\"\n" + (ROOT ? "user = \"postgres\"\n" : "");
    return Files.readString(EXAMPLE.resolve("tend.toml"))
        .replace("8088", Integer.toString(freePort()))
        .replace("[service.db]\n", "[service.db]\n" + own)
        .replace("[service.web]\n", "[service.web]\n" + own);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// A copy that the database's user may write to: PostgreSQL runs as anybody but root.
  private static Path copy(Path folder) throws IOException {
    Path site = Files.createDirectory(folder.resolve("site"));
    for (String name : List.of("init.sh", "db.sh", "web.py")) {
      Files.copy(EXAMPLE.resolve(name), site.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    if (ROOT) {
      UserPrincipal user =
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName("postgres");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setOwner(site, user);
    }
    return site;
  }
}
