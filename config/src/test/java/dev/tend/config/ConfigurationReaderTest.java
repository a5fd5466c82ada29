package dev.tend.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tend.config.problem.Problem;
import dev.tend.config.syntax.SourceFile;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.Group;
import dev.tend.core.spec.HistoryRule;
import dev.tend.core.spec.Inheritance;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.OnExit;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StartRetries;
import dev.tend.core.spec.StartRule;
import dev.tend.core.spec.StopRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.Until;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {

  private static final Path GOOD =
      Path.of(System.getProperty("tend.root", ".."), "config/src/test/resources/good");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tend.toml", "tend.yaml", "tend.json"})
  void everyKeyReachesItsPlaceInEverySyntax(String name) {
    Reading.Good reading = good(GOOD.resolve(name));

    assertThat(reading.configuration()).isEqualTo(expected());
    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.files()).containsExactly(GOOD.resolve(name), GOOD.resolve("web.env"));
  }

  private static Configuration expected() {
    String home = GOOD.toAbsolutePath().normalize().toString();
    Backoff common =
        new Backoff(
            Duration.ofMillis(200),
            Duration.ofSeconds(20),
            Backoff.DEFAULT.factor(),
            Backoff.DEFAULT.jitter());
    Map<String, String> env = Map.of("REGION", "eu", "TIER", "back", "LEVEL", "1.10");
    Map<String, String> webEnv =
        Map.of(
            "REGION", "eu",
            "TIER", "front",
            "LEVEL", "1.10",
            "PORT", "8080",
            "SECRET", "@file:///etc/web.secret",
            "GREETING", "hello, \"you\"",
            "PLAIN", "a b",
            "RAW", "$HOME\\n",
            "EMPTY", "");
    ServiceSpec web =
        ServiceSpec.of("web", "sleep", "5")
            .withLaunch(
                new Launch(
                    new Command(List.of("sleep", "5")),
                    Optional.of(home + "/sub"),
                    Optional.of("www-data"),
                    new TreeMap<>(webEnv),
                    Inheritance.BASIC))
            .withInstances(2)
            .withPriority(-3)
            .withAutostart(false)
            .withEdges(
                List.of(
                    Edge.Requires.ready(new UnitName("db")),
                    new Edge.Requires(new UnitName("cache"), Until.COMPLETED_SUCCESSFULLY)))
            .withRestart(RestartMode.ALWAYS)
            .withStart(
                new StartRule(Duration.ofSeconds(90), Duration.ofMillis(1500), Readiness.UPTIME))
            .withBackoff(new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 3, 0.5))
            .withGiveUpAfter(Optional.of(new GiveUp(5, Duration.ofMinutes(10))))
            .withRestartDelay(Optional.of(Duration.ofSeconds(4)))
            .withStartRetries(Optional.of(new StartRetries(3, Duration.ofMillis(250))))
            .withStop(
                new StopRule(
                    Signal.INT,
                    Optional.of(new Command(List.of("kill", "-INT", "1"))),
                    Duration.ofSeconds(5)))
            .withLog(
                new LogRule(
                    new LogRule.Target.File(home + "/web.{instance}.log"),
                    new LogRule.Target.WithStdout(),
                    1024 * 1024,
                    3,
                    false,
                    true))
            .withDetectors(
                List.of(
                    new Detector.PidFile(new InstancePath(home + "/run/own.pid")),
                    new Detector.CommandSucceeds(new Command(List.of("pgrep", "web")))))
            .withPidFile(Optional.of(new InstancePath(home + "/run/{unit}.pid")));
    TreeMap<UnitName, UnitSpec> units = new TreeMap<>();
    units.put(web.name(), web);
    for (ServiceSpec service :
        List.of(
            ServiceSpec.of("db", "/bin/sh", "-c", "sleep 5 | cat"),
            ServiceSpec.of("cache", "sleep", "5"))) {
      Inheritance inherit =
          service.name().text().equals("cache")
              ? new Inheritance.Only(new TreeSet<>(List.of("LANG", "PATH")))
              : new Inheritance.All();
      Launch launch =
          new Launch(
              service.launch().command(),
              Optional.of(home),
              Optional.empty(),
              new TreeMap<>(env),
              inherit);
      units.put(service.name(), service.withLaunch(launch).withBackoff(common));
    }
    Group backend = new Group("backend", List.of(new UnitName("web"), new UnitName("db")));
    return new Configuration(
        units,
        new TreeMap<>(Map.of("backend", backend)),
        OnExit.KEEP,
        Optional.of(home + "/log"),
        Optional.of("127.0.0.1:7777"),
        new HistoryRule(true, Duration.ofDays(7), 1000, HistoryRule.DEFAULT.maxRuns()),
        3);
  }

  @Test
  void whatIsFollowedIsAPidFileOrAContainer() throws IOException {
    Path file =
        write(
            "tend.toml",
            """
            [service.a]
            command = "sleep 1"
            follow = "pid_file"
            [service.b]
            command = "sleep 1"
            follow = { pid_file = "b.pid" }
            [service.c]
            command = "podman run img"
            follow = "container"
            [service.d]
            command = "podman run img"
            follow = "container"
            stop = { signal = "INT" }
            """);

    assertThat(good(file).configuration().units().values())
        .extracting(unit -> unit.each().follow().orElseThrow())
        .containsExactly(
            new Follow.GivenFile(),
            new Follow.PidFile(new InstancePath(folder + "/b.pid")),
            new Follow.Container(false),
            new Follow.Container(true));
  }

  @Test
  void aServiceOfOneLineHasEveryDefault() throws IOException {
    Path file = write("tend.toml", "service.web.command = 'sleep 1'");

    Configuration configuration = good(file).configuration();

    Launch launch =
        new Launch(
            new Command(List.of("sleep", "1")),
            Optional.of(folder.toString()),
            Optional.empty(),
            new TreeMap<>());
    assertThat(configuration)
        .isEqualTo(
            Configuration.of(ServiceSpec.of("web", "x").withLaunch(launch))
                .withParallel(Runtime.getRuntime().availableProcessors()));
  }

  @Test
  void aFolderIsItsMainFileAndItsDropIns() throws IOException {
    write("tend.yml", "service: { web: { command: sleep 1, requires: [db] } }");
    write("conf.d/20-db", "[service.db]\ncommand = 'sleep 1'\n");
    write("conf.d/10-cache", "service:\n  cache:\n    command: sleep 1\n");
    write("conf.d/30-queue", "{\"service\": {\"queue\": {\"command\": \"sleep 1\"}}}");
    write("conf.d/.40-db.swp", "\0");

    Reading.Good reading = good(folder);

    assertThat(names(reading)).containsExactly("cache", "db", "queue", "web");
    assertThat(reading.files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("tend.yml", "10-cache", "20-db", "30-queue");
  }

  @Test
  void anIncludedFilesPathsCountFromItsOwnFolder() throws IOException {
    write("tend.toml", "include = ['units/*/*.toml', 'none/*']");
    write("units/web/web.toml", "[service.web]\ncommand = 'sleep 1'\nenv_files = ['web.env']\n");
    write("units/web/web.env", "A=1\n");

    Launch launch = service(good(folder), "web").launch();

    assertThat(launch.env()).containsEntry("A", "1");
    assertThat(launch.directory()).contains(folder.resolve("units/web").toString());
  }

  @Test
  void aFileThatIsIncludedTwiceIsReadOnce() throws IOException {
    write("tend.toml", "include = ['conf.d/*', 'conf.d/web.toml']");
    write("conf.d/web.toml", "[service.web]\ncommand = 'sleep 1'\n");

    assertThat(names(good(folder))).containsExactly("web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tend.toml", "tend.yaml", "tend.json", "tend"})
  void anEmptyFileIsGoodAndSaysSo(String name) throws IOException {
    Reading.Good reading = good(write(name, ""));

    assertThat(reading.configuration())
        .isEqualTo(Configuration.EMPTY.withParallel(Runtime.getRuntime().availableProcessors()));
    assertThat(reading.warnings())
        .extracting(Problem::sentence)
        .containsExactly("there are no units in it");
  }

  @Test
  void aProgramThatIsNotThereIsOnlyAWarning() throws IOException {
    Path file =
        write(
            "tend.toml",
            """
            [service.a]
            command = "no-such-program-anywhere"
            [service.b]
            command = "bin/b"
            [service.c]
            command = "./tend.toml"
            """);

    assertThat(good(file).warnings())
        .extracting(Problem::toString)
        .containsExactly(
            file + ":2:11: 'no-such-program-anywhere' is not on PATH",
            file + ":4:11: " + folder + "/bin/b is not there",
            file + ":6:11: " + folder + "/./tend.toml is not executable");
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("dir.toml"));

    assertThat(said(folder.resolve("absent.toml"))).endsWith("absent.toml: there is no such file");
    assertThat(said(Path.of("/dev/zero"))).isEqualTo("/dev/zero: is not a regular file");
    assertThat(said(folder.resolve("dir.toml")))
        .endsWith("dir.toml: holds none of tend.toml, tend.yaml, tend.yml, tend.json");
  }

  @Test
  void aFileThatMayNotBeReadIsRefused() throws IOException {
    Path file = write("tend.toml", "");
    Files.setPosixFilePermissions(file, Set.of());
    assumeFalse(Files.isReadable(file), "root may read everything");

    assertThat(said(file)).endsWith("tend.toml: may not be read: permission denied");
  }

  @Test
  void anOversizedFileIsRefusedUnread() throws IOException {
    Path file = write("tend.toml", "# ".repeat(SourceFile.BYTES_MAX / 2 + 1));

    assertThat(said(file)).endsWith("tend.toml: is larger than 4 MiB");
  }

  @Test
  void binaryGarbageIsOneProblem() throws IOException {
    byte[] garbage = new byte[10_000];
    new Random(1).nextBytes(garbage);
    Path file = Files.write(folder.resolve("tend.toml"), garbage);
    Path nul = write("nul.yaml", "a: 1\nb: \0");

    assertThat(said(file)).contains(": is not UTF-8 text from here on").doesNotContain("\n");
    assertThat(said(nul)).endsWith("nul.yaml:2:4: is not text: a NUL byte");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tend.toml", "tend.yaml", "tend.json", "tend"})
  void anyGarbageIsReadToProblemsAndNeverThrows(String name) throws IOException {
    Random random = new Random(42);
    String alphabet = "[]{}\"'\\=:,.#-&*!|>\n\n  \tab01service.web";
    for (int round = 0; round < 300; round++) {
      String text =
          IntStream.range(0, random.nextInt(120))
              .mapToObj(_ -> alphabet.charAt(random.nextInt(alphabet.length())))
              .map(String::valueOf)
              .collect(Collectors.joining());

      assertThat(read(write(name, text))).as(text).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tend.toml", "tend.yaml", "tend.json"})
  void aFileCutOffAnywhereNeverThrows(String name) throws IOException {
    String whole = Files.readString(GOOD.resolve(name));
    for (int length = 0; length < whole.length(); length += 7) {
      assertThat(read(write(name, whole.substring(0, length)))).isNotNull();
    }
  }

  @Test
  void manyGarbledLinesAreSummedUp() throws IOException {
    Path file = write("tend.toml", "this is no toml\n".repeat(500));

    assertThat(said(file).lines()).hasSize(21).last().asString().contains("more mistakes");
  }

  @Test
  void aBombOfAliasesIsRefused() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }

    assertThat(said(write("tend.yaml", bomb.toString()))).contains("stands for more than");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tend.toml", "tend.yaml", "tend.json"})
  void endlessNestingIsRefused(String name) throws IOException {
    Path file = write(name, (name.endsWith("toml") ? "x = " : "") + "[".repeat(100_000));

    assertThat(said(file)).containsAnyOf("nested more than", "nesting is too deep");
  }

  @Test
  void manyInstancesWithLogFilesOfTheirOwnAreCheckedCheaply() throws IOException {
    String units =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "service.u" + i + ".command = '/bin/true'\n")
            .collect(Collectors.joining());
    Path file =
        write(
            "tend.toml",
            units
                + "[defaults.service]\ninstances = 10_000\n"
                + "log = { stdout = 'log/{unit}.{instance}.log' }\n");

    assertThat(names(good(file))).hasSize(1_000);
  }

  @Test
  void aChainOfTenThousandRequirementsIsChecked() throws IOException {
    String chain =
        IntStream.range(1, 10_000)
            .mapToObj(i ->
                "[service.u" + i + "]\ncommand = '/bin/true'\nrequires = ['u" + (i - 1) + "']\n")
            .collect(Collectors.joining());
    Path open = write("open.toml", chain + "[service.u0]\ncommand = '/bin/true'\n");
    Path closed =
        write("closed.toml", chain + "[service.u0]\ncommand = '/bin/true'\nrequires = ['u9999']\n");

    assertThat(names(good(open))).hasSize(10_000);
    assertThat(said(closed)).contains("in a circle").contains("u2 → u1 → u0");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private static Reading read(Path path) {
    return new ConfigurationReader(Map.of("PATH", "/usr/bin:/bin")).read(path);
  }

  private static Reading.Good good(Path path) {
    Reading reading = read(path);
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return (Reading.Good) reading;
  }

  private static String said(Path path) {
    Reading reading = read(path);
    assertThat(reading).isInstanceOf(Reading.Bad.class);
    return ((Reading.Bad) reading)
        .problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }

  private static List<String> names(Reading.Good reading) {
    return reading.configuration().units().keySet().stream().map(UnitName::text).toList();
  }

  private static ServiceSpec service(Reading.Good reading, String name) {
    return (ServiceSpec)
        Objects.requireNonNull(reading.configuration().units().get(new UnitName(name)));
  }
}
