package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Inheritance;
import dev.tend.core.spec.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a child comes into the world, and what is said when it cannot.
final class SpawnTest {

  @TempDir private Path folder;
  private final Stage stage =
      new Stage(
          Map.of(
              "PATH",
              "/usr/bin:/bin",
              "LANG",
              "C",
              "TEND_TOKEN",
              "secret",
              "NOTIFY_SOCKET",
              "x",
              "MALLOC_ARENA_MAX",
              "1",
              "TEND_LAUNCHER_SET",
              "MALLOC_ARENA_MAX",
              "TEND_HIDDEN_JAVA_TOOL_OPTIONS",
              "-Xmx64m"),
          new DiscardedStreams());

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aChildLeadsItsOwnSessionWithEverySignalAtItsDefault() throws IOException {
    ProcessRef process = stage.spawn(Plans.command("sleep", "300"));

    ProcStat stat = stat(process);
    String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));

    assertThat(stat.session()).isEqualTo(process.pid());
    assertThat(stat.group()).isEqualTo(process.pid());
    assertThat(status).containsPattern("SigBlk:\t0+\n").containsPattern("SigIgn:\t0+\n");
  }

  @Test
  void aChildHasThreeDescriptorsAndNoMore() throws IOException {
    LaunchPlan plan = new Plans(folder).script(": > \"$MARK\"; exec sleep 300");
    ProcessRef process = stage.spawnUnderWay(plan);

    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      assertThat(descriptors.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("0", "1", "2");
    }
  }

  @Test
  void aChildSeesItsUnitAboveTheDaemonsEnvironment() {
    LaunchPlan plan =
        script("env > \"$MARK.new\"; mv \"$MARK.new\" \"$MARK\"", Map.of("LANG", "es_ES.UTF-8"));
    stage.spawnUnderWay(plan);

    Map<String, String> seen = variables(plan);

    assertThat(seen)
        .containsEntry("LANG", "es_ES.UTF-8")
        .containsEntry("PATH", "/usr/bin:/bin")
        .containsEntry("TEND_UNIT", "web")
        .containsEntry("TEND_INSTANCE", "1")
        .containsEntry("TEND_RUN", plan.run().text())
        .containsEntry("TEND_SOCKET", "/run/tend.sock")
        .containsEntry("JAVA_TOOL_OPTIONS", "-Xmx64m")
        .doesNotContainKey("TEND_HIDDEN_JAVA_TOOL_OPTIONS")
        .doesNotContainKeys("TEND_TOKEN", "NOTIFY_SOCKET", "MALLOC_ARENA_MAX", "TEND_LAUNCHER_SET");
  }

  @Test
  void aChildInheritsNoMoreThanItIsTo() {
    String look = "env > \"$MARK.new\"; mv \"$MARK.new\" \"$MARK\"";
    LaunchPlan script = script(look, Map.of("OWN", "1"));
    Inheritance inherit = new Inheritance.Only(new TreeSet<>(List.of("PATH", "ABSENT")));
    LaunchPlan plan =
        Plans.of(
            new Launch(
                script.launch().command(),
                Optional.empty(),
                Optional.empty(),
                script.launch().env(),
                inherit));
    stage.spawnUnderWay(plan);

    // A shell sets PWD, and some others, by itself.
    assertThat(variables(plan))
        .containsKeys("PATH", "OWN", "MARK", "TEND_RUN")
        .doesNotContainKeys("LANG", "ABSENT");
  }

  @Test
  void aValueCanComeFromAFile() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "caf\u00e9\nand more\n");
    LaunchPlan plan =
        script(
            "printf %s \"$SECRET\" > \"$MARK.new\"; mv \"$MARK.new\" \"$MARK\"",
            Map.of("SECRET", "@file://" + secret));

    stage.spawnUnderWay(plan);

    assertThat(Plans.mark(plan)).hasContent("caf\u00e9\nand more");
  }

  @Test
  void aValueFromAMissingFileIsRefused() {
    SpawnFault fault = stage.refused(script("true", Map.of("SECRET", "@file:///nowhere/secret")));

    assertThat(fault.sentence())
        .isEqualTo("cannot open /nowhere/secret: ENOENT (the value of SECRET should come from it)");
  }

  @Test
  void aChildStartsInItsDirectory() {
    LaunchPlan plan =
        new Plans(folder)
            .script(
                "pwd > \"$MARK.new\"; mv \"$MARK.new\" \"$MARK\"",
                Optional.of(folder.toString()),
                Optional.empty());

    stage.spawnUnderWay(plan);

    assertThat(Plans.mark(plan)).hasContent(folder.toString());
  }

  @Test
  void aMissingDirectoryIsNamed() {
    LaunchPlan plan =
        new Plans(folder).script("true", Optional.of("/nowhere/at/all"), Optional.empty());

    assertThat(stage.refused(plan).sentence())
        .isEqualTo("cannot change to /nowhere/at/all: ENOENT (the unit's directory)");
  }

  @Test
  void aMissingProgramIsNamed() {
    assertThat(stage.refused(Plans.command("/srv/web/bin/web")).sentence())
        .isEqualTo("cannot execute /srv/web/bin/web: ENOENT (no such file)");
    assertThat(stage.refused(Plans.command("no-such-program")).sentence())
        .isEqualTo(
            "cannot execute no-such-program: ENOENT (no such program in PATH=/usr/bin:/bin)");
  }

  @Test
  void aProgramIsLookedUpOnTheUnitsOwnPath() throws IOException {
    script("web", "#!/bin/sh\nexit 7\n", "rwxr-xr-x");
    Launch launch =
        new Launch(
            new Command(List.of("web")),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(Map.of("PATH", folder.toString())));
    LaunchPlan plan = Plans.of(launch);

    stage.spawn(plan);

    assertThat(stage.end(plan.run())).isEqualTo(new Exit.Code(7));
  }

  @Test
  void aFileWithoutExecuteBitIsRefused() throws IOException {
    Path file = script("web", "#!/bin/sh\n", "rw-r--r--");

    assertThat(stage.refused(Plans.command(file.toString())).sentence())
        .isEqualTo(
            "cannot execute %s: EACCES (a file of that name is there but has no execute bit: chmod +x)",
            file);
  }

  @Test
  void aScriptWithoutItsInterpreterIsRefused() throws IOException {
    Path file = script("web", "#!/opt/none/python -u\n", "rwxr-xr-x");

    assertThat(stage.refused(Plans.command(file.toString())).sentence())
        .isEqualTo(
            "cannot execute %s: ENOENT (the file is there, but /opt/none/python is not)", file);
  }

  @Test
  void aFileThatIsNoProgramIsRefused() throws IOException {
    Path file = script("web", "echo hello\n", "rwxr-xr-x");

    assertThat(stage.refused(Plans.command(file.toString())).errno()).isEqualTo("ENOEXEC");
  }

  @Test
  void aDirectoryIsNoProgram() {
    assertThat(stage.refused(Plans.command(folder.toString())).hint())
        .isEqualTo("it is a directory");
  }

  @Test
  void aMissingStreamIsNamed() {
    Streams missing =
        new Streams() {
          @Override
          public StreamPaths of(Writer writer) {
            return new StreamPaths("/nowhere/web.stdout", "/nowhere/web.stderr");
          }

          @Override
          public void giveTo(Writer writer, int uid, int gid) {
            throw new AssertionError("no user was asked for");
          }
        };
    try (Stage without = new Stage(Map.of("PATH", "/usr/bin"), missing)) {
      assertThat(without.refused(Plans.command("sleep", "1")).sentence())
          .isEqualTo("cannot open /nowhere/web.stdout: ENOENT (the unit's output goes there)");
    }
  }

  @Test
  void anUnknownUserIsRefused() {
    assertThat(refusedAs("nobody-at-all").sentence())
        .isEqualTo("cannot run as nobody-at-all: ENOENT (no such user in /etc/passwd)");
  }

  @Test
  void aChildOfAnotherUserHasItsRightsAndItsHome() throws IOException {
    Assumptions.assumeTrue(Files.isReadable(Path.of("/etc/shadow")), "needs root");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    LaunchPlan plan =
        new Plans(folder)
            .script(
                "(id -u; id -g; env) > \"$MARK.new\"; mv \"$MARK.new\" \"$MARK\"; exec sleep 300",
                Optional.empty(),
                Optional.of("nobody:65534"));

    ProcessRef process = stage.spawnUnderWay(plan);

    assertThat(Files.readAllLines(Plans.mark(plan)))
        .startsWith("65534", "65534")
        .contains("USER=nobody", "LOGNAME=nobody", "HOME=/nonexistent");
    assertThat(stat(process).session()).isEqualTo(process.pid());
  }

  @Test
  void aProgramMissingForAnotherUserIsStillNamed() {
    Assumptions.assumeTrue(Files.isReadable(Path.of("/etc/shadow")), "needs root");
    Launch launch =
        new Launch(
            new Command(List.of("/nowhere/web")),
            Optional.empty(),
            Optional.of("nobody"),
            new TreeMap<>());

    assertThat(stage.refused(Plans.of(launch)).subject()).isEqualTo("/nowhere/web");
  }

  private SpawnFault refusedAs(String user) {
    return stage.refused(new Plans(folder).script("true", Optional.empty(), Optional.of(user)));
  }

  private LaunchPlan script(String text, Map<String, String> more) {
    LaunchPlan plan = new Plans(folder).script(text);
    TreeMap<String, String> env = new TreeMap<>(plan.launch().env());
    env.putAll(more);
    return Plans.of(new Launch(plan.launch().command(), Optional.empty(), Optional.empty(), env));
  }

  private Path script(String name, String text, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static Map<String, String> variables(LaunchPlan plan) {
    try {
      Map<String, String> variables = new TreeMap<>();
      for (String line : Files.readAllLines(Plans.mark(plan))) {
        String[] pair = line.split("=", 2);
        variables.put(pair[0], pair[pair.length - 1]);
      }
      return variables;
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static ProcStat stat(ProcessRef process) throws IOException {
    return ProcStat.parse(
        process.pid(), Files.readString(Path.of("/proc/" + process.pid() + "/stat")));
  }
}
