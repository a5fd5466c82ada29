package dev.tend.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.problem.Problem;
import dev.tend.config.provisr.LogLevel;
import dev.tend.config.provisr.ProvisrSettings;
import dev.tend.config.provisr.ProvisrSpecs;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Group;
import dev.tend.core.spec.Inheritance;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong with provisr's own reader (the numbers are those of our notes on it), and what
/// follows from the same files here.
class ProvisrTrapsTest {

  private static final Map<String, String> DAEMON =
      Map.of("PATH", "/usr/bin:/bin", "HOME", "/home/op", "JAVA_HOME", "/opt/java");

  @TempDir Path folder;

  @Test
  void b06EveryInstanceHasAPidFileOfItsOwn() throws IOException {
    ServiceSpec web =
        unit(
            "web",
            """
            pid_dir = "/run/p"
            [[processes]]
            spec = { name = "web", command = "sleep 1", instances = 3 }
            """);
    InstancePath path = web.pidFile().orElseThrow();

    assertThat(IntStream.rangeClosed(1, 3).mapToObj(i -> path.of(new InstanceId(web.name(), i))))
        .containsExactly("/run/p/web-1.pid", "/run/p/web-2.pid", "/run/p/web-3.pid");
    assertThat(web.detectors()).isEmpty();
  }

  @Test
  void aPidFileThatIsAskedForIsADetectorToo() throws IOException {
    ServiceSpec web =
        unit(
            "web",
            """
            pid_dir = "/run/p"
            [[processes]]
            [processes.spec]
            name = "web"
            command = "sleep 1"
            pid_file = "/run/web.pid"
            detectors = [{ type = "command", command = "pgrep web" }, { type = "pidfile", path = "/run/web.pid" }]
            """);

    assertThat(web.pidFile()).contains(new InstancePath("/run/web.pid"));
    assertThat(web.detectors())
        .containsExactly(
            new Detector.PidFile(new InstancePath("/run/web.pid")),
            new Detector.CommandSucceeds(new Command(List.of("pgrep", "web"))));
  }

  @Test
  void b22OnlyWhatUseOsEnvAllowsIsInherited() throws IOException {
    String process = "[[processes]]\nspec = { name = 'web', command = 'sleep 1' }\n";

    assertThat(unit("web", process).launch().inherit()).isEqualTo(Inheritance.BASIC);
    assertThat(unit("web", "use_os_env = true\n" + process).launch().inherit())
        .isEqualTo(new Inheritance.All());
  }

  @Test
  void b22VariablesAreExpandedThroughEveryLayer() throws IOException {
    Files.writeString(
        folder.resolve("common.env"),
        """
        # shared
        ROOT = "${HOME}/srv"
        NAME='file'
        """);
    ServiceSpec web =
        unit(
            "web",
            """
            env_files = ["common.env"]
            env = ["GLOBAL_NAME=provisr", "CHAIN=${GLOBAL_NAME}-x", "PATH=/opt/bin:${PATH}", "FAR=${DEEP}"]
            [[processes]]
            [processes.spec]
            name = "web"
            command = "sleep 1"
            env = ["DEEP=${CHAIN}/${ROOT}", "PATH=${PATH}:/own", "LATE=$HOME ${NONE}", "NAME=${NAME}+"]
            """);

    assertThat(web.launch().env())
        .containsEntry("CHAIN", "provisr-x")
        .containsEntry("ROOT", "/home/op/srv")
        .containsEntry("DEEP", "provisr-x//home/op/srv")
        .containsEntry("FAR", "provisr-x//home/op/srv")
        .containsEntry("PATH", "/opt/bin:/usr/bin:/bin:/own")
        .containsEntry("NAME", "file+")
        .containsEntry("LATE", "$HOME ${NONE}");
  }

  @Test
  void b22WhatIsNotInheritedCannotBeNamedEither() throws IOException {
    String file =
        "env = ['J=${JAVA_HOME}']\n[[processes]]\nspec = { name = 'w', args = ['true'] }\n";

    Reading.Good closed = good(file);

    assertThat(service(closed, "w").launch().env()).containsEntry("J", "${JAVA_HOME}");
    assertThat(closed.warnings()).asString().contains(":1:8", "use_os_env = true takes it over");
    assertThat(service(good("use_os_env = true\n" + file), "w").launch().env())
        .containsEntry("J", "/opt/java");
  }

  @Test
  void b22AVariableThatGrowsWithoutEndIsRefused() throws IOException {
    String lines =
        IntStream.range(0, 40)
            .mapToObj(i -> "\"V" + (i + 1) + "=${V" + i + "}${V" + i + "}\"")
            .collect(Collectors.joining(", "));

    assertThat(bad("env = [\"V0=x\", " + lines + "]\n")).asString().contains("131072 characters");
  }

  static Stream<Arguments> quoted() {
    return Stream.of(
        Arguments.of("sh -c 'a' ; sh -c 'b'", List.of("/bin/sh", "-c", "sh -c 'a' ; sh -c 'b'")),
        Arguments.of("sh -c 'echo $1' arg0 arg", List.of("sh", "-c", "echo $1", "arg0", "arg")),
        Arguments.of("FOO=1 cmd", List.of("/bin/sh", "-c", "FOO=1 cmd")),
        Arguments.of("bash -c 'a | b'", List.of("bash", "-c", "a | b")),
        Arguments.of("/bin/sh -c \"a; b\"", List.of("/bin/sh", "-c", "a; b")),
        Arguments.of("printf '%s' \"a b\"", List.of("printf", "%s", "a b")));
  }

  @ParameterizedTest
  @MethodSource("quoted")
  void b26QuotesAreReadAsAShellWould(String command, List<String> argv) throws IOException {
    ServiceSpec web =
        unit("web", "[[processes]]\n[processes.spec]\nname='web'\ncommand='''" + command + "'''\n");

    assertThat(web.launch().command().argv()).isEqualTo(argv);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dir\":\"/l\",\"stdout\":\"/l/out\",\"max_size_mb\":2,\"max_backups\":4,\"max_age_days\":9,\"compress\":true}",
        "{\"slog\":{\"level\":\"\",\"color\":false},\"file\":{\"dir\":\"/l\",\"stdoutPath\":\"/l/out\",\"maxSizeMB\":2,\"maxBackups\":4,\"maxAgeDays\":9,\"compress\":true}}"
      })
  void b34BothSpellingsOfLogMeanTheSame(String log) throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("programs")).resolve("web.json"),
        "{\"type\":\"process\",\"spec\":{\"name\":\"web\",\"command\":\"sleep 1\",\"log\":"
            + log
            + "}}");

    assertThat(service(good("pid_dir = 'run'\n"), "web").log())
        .isEqualTo(
            new LogRule(
                new LogRule.Target.File("/l/out"),
                new LogRule.Target.File("/l/web.stderr.log"),
                2 * 1024 * 1024,
                Duration.ZERO,
                4,
                Duration.ofDays(9),
                true,
                false));
  }

  @Test
  void b36ABadProgramFileLeavesOutItsUnitAndNoOther() throws IOException {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    program(programs, "good", "good", "");
    program(programs, "typo", "typo", "auto_restrat = true");
    program(programs, "needs", "needs", "depends_on = ['typo']");
    Files.writeString(programs.resolve("half.toml"), "type = \"proc\n[spec");
    Files.writeString(programs.resolve(".hidden.toml"), "nonsense");
    Files.writeString(programs.resolve("notes.txt"), "nonsense");

    Reading.Good reading = good("[[groups]]\nname = 'all'\nmembers = ['good', 'typo']\n");

    assertThat(names(reading)).containsExactly("good");
    assertThat(reading.configuration().groups().get("all"))
        .isEqualTo(new Group("all", List.of(new UnitName("good"))));
    assertThat(reading.foreign().leftOut().stream().map(part -> part.problem().toString()))
        .anyMatch(said -> said.contains("typo.toml:5:1: unknown key 'auto_restrat'. Did you mean"))
        .anyMatch(said -> said.contains("it depends on 'typo', which is left out"))
        .anyMatch(said -> said.contains("half.toml:1:"));
  }

  @Test
  void b36AReloadDoesNotTakeAwayAUnitByAMistake() throws IOException {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    program(programs, "typo", "typo", "auto_restrat = true");
    Files.writeString(programs.resolve("job.toml"), "type = 'job'\nspec = { name = 'import' }\n");
    Reading.Foreign foreign = good("pid_dir = 'run'\n").foreign();

    assertThat(foreign.losses(Set.of(new UnitName("other")))).isEmpty();
    assertThat(foreign.losses(Set.of(new UnitName("typo"))))
        .singleElement()
        .asString()
        .contains("auto_restrat");
  }

  @Test
  void b36ARequestIsReadByTheSameRulesWithDurationsInNanosecondsOrText() throws IOException {
    ProvisrSpecs specs = settings("env = ['A=${B}', 'B=1']\n").specs();

    ProvisrSpecs.Read read =
        specs.read(
            """
            {"name":"web","command":"sleep 1","args":null,"work_dir":"","env":null,"instances":2,
             "auto_restart":true,"restart_interval":2000000000,"start_duration":"1s","detached":false,
             "detectors":[{"type":"pidfile","path":"/run/w.pid","command":""}],
             "log":{"slog":{"level":""},"file":{"dir":"/l"}},"lifecycle":{"pre_start":null},
             "provisioned":false}
            """,
            Path.of("body"));

    assertThat(read).isInstanceOf(ProvisrSpecs.Read.Sound.class);
    ServiceSpec web = ((ProvisrSpecs.Read.Sound) read).service();
    assertThat(web.restartDelay()).contains(Duration.ofSeconds(2));
    assertThat(web.start().stableAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(web.launch().env()).containsEntry("A", "1");
    assertThat(web.detectors())
        .containsExactly(new Detector.PidFile(new InstancePath("/run/w.pid")));
    assertThat(web.log().stdout())
        .isEqualTo(new LogRule.Target.File("/l/web-{instance}.stdout.log"));
  }

  @Test
  void b36EveryMistakeOfARequestIsSaid() throws IOException {
    ProvisrSpecs specs = settings("pid_dir = 'run'\n").specs();

    ProvisrSpecs.Read read =
        specs.read(
            """
            {"name":"../x","autorestart":true,"work_dir":"srv","log":{"file":{"dir":"/a/../b"}},
             "lifecycle":{"pre_start":[{"name":"h/","command":"true"}]}}
            """,
            Path.of("body"));

    assertThat(read).isInstanceOf(ProvisrSpecs.Read.Mistaken.class);
    assertThat(((ProvisrSpecs.Read.Mistaken) read).problems().stream().map(Problem::toString))
        .anyMatch(said -> said.startsWith("body:1:9: '../x' cannot name a process"))
        .anyMatch(said -> said.contains("unknown key 'autorestart'. Did you mean 'auto_restart'?"))
        .anyMatch(said -> said.contains("invalid work_dir: must be absolute path"))
        .anyMatch(said -> said.contains("invalid log.file.dir: must be absolute path"))
        .anyMatch(said -> said.contains("'h/' cannot name a hook"))
        .anyMatch(said -> said.contains("'command' is missing"));
  }

  @Test
  void b37WithoutAHostItListensOnThisMachineAlone() throws IOException {
    Reading.Good reading = good("[server]\nlisten = ':8080'\nbase_path = ' api/ '\n");

    assertThat(reading.configuration().listen()).contains("127.0.0.1:8080");
    assertThat(settings(reading).basePath()).isEqualTo("/api");
    assertThat(reading.warnings()).asString().contains(":2:10: ':8080' would be every address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:8080", "[::]:8080", "192.168.1.4:8080", "example.org:80"})
  void b37NothingListensBeyondThisMachine(String address) throws IOException {
    assertThat(bad("[server]\nlisten = '" + address + "'\nbase_path = '/'\n"))
        .singleElement()
        .asString()
        .contains(":2:10: '" + address + "' could be reached from beyond this machine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[server.tls]", "[server.auth]", "[auth]"})
  void b37WhatWouldKeepStrangersOutIsNotSilentlyMissing(String table) throws IOException {
    String on = "[server]\nlisten = '127.0.0.1:8443'\n" + table + "\nenabled = ";

    Reading.Good reading = good(on + "true\n");

    assertThat(reading.configuration().listen()).isEmpty();
    assertThat(reading.foreign().leftOut())
        .singleElement()
        .asString()
        .contains("is not there yet, and without it nothing listens on TCP", ":4:11");
    assertThat(good(on + "false\n").configuration().listen()).contains("127.0.0.1:8443");
  }

  @Test
  void b39TheLevelOfTheDaemonsLogIsHandedOn() throws IOException {
    assertThat(settings("[log]\nlevel = 'ERROR'\n").logLevel()).isEqualTo(LogLevel.ERROR);
    assertThat(settings("[log.slog]\nlevel = 'warning'\n").logLevel()).isEqualTo(LogLevel.WARN);
    assertThat(settings("[log]\ndir = 'x'\n").logLevel()).isEqualTo(LogLevel.INFO);
  }

  @Test
  void b65SeveralInstancesNeverShareALogFile() throws IOException {
    Reading.Good reading =
        good(
            "[[processes]]\nspec = { name='w', args=['true'], instances=2, log={stdout='/l/w.log'} }\n");

    assertThat(service(reading, "w").log().stdout())
        .isEqualTo(new LogRule.Target.File("/l/w-{instance}.log"));
    assertThat(reading.warnings()).asString().contains("cannot share one log file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[history]\nenabled = true", "[log]\nformat = 'json'"})
  void whatIsNotThereYetIsSaid(String toml) throws IOException {
    assertThat(good(toml + "\n").warnings())
        .asString()
        .containsPattern("config.toml:2:\\d+: .*(not there yet|not written yet|as text)");
  }

  @Test
  void metricsAreReadOnThisMachineAlone() throws IOException {
    assertThat(good("[metrics]\nenabled = true\nlisten = ':9090'\n").warnings())
        .asString()
        .contains(":3:10", "would be every address", "127.0.0.1:9090");
    assertThat(good("[metrics.process_metrics]\nenabled = true\n").warnings())
        .asString()
        .doesNotContain("metrics");
    assertThat(settings("[metrics]\nlisten = ':1'\n[auth]\nenabled = true\n").metrics().listen())
        .isEmpty();
  }

  @Test
  void metricsThatCannotBeAreMistakes() throws IOException {
    assertThat(bad("[metrics]\nlisten = '0.0.0.0:9090'\n"))
        .singleElement()
        .asString()
        .contains(":2:10");
    assertThat(bad("[metrics.process_metrics]\nenabled = true\ninterval = '1ms'\n"))
        .singleElement()
        .asString()
        .contains(":3:12", "interval is shorter than 100ms");
  }

  @Test
  void theOlderKeysAreUnderstood() throws IOException {
    ProvisrSettings settings =
        settings(
            """
            [server]
            enabled = false
            listen = "127.0.0.1:1"
            pidfile = "run/p.pid"
            logfile = "run/p.log"
            tls_min_version = "1.2"
            tls_max_version = "1.3"
            [history]
            enabled = false
            in_store = true
            opensearch_url = "x"
            clickhouse_table = "y"
            [metrics]
            enabled = true
            listen = ":9090"
            [metrics.process_metrics]
            enabled = true
            interval = "2s"
            history_size = 7
            """);

    assertThat(settings.listen()).isEmpty();
    assertThat(settings.daemonPidFile()).contains(folder.resolve("run/p.pid"));
    assertThat(settings.daemonLogFile()).contains(folder.resolve("run/p.log"));
    assertThat(settings.history()).isFalse();
    assertThat(settings.metrics())
        .isEqualTo(
            new ProvisrSettings.Metrics(
                true, Optional.of("127.0.0.1:9090"), true, Duration.ofSeconds(2), 7));
  }

  @Test
  void aSpecMayBeInAnySyntaxAndDependOnAnother() throws IOException {
    Path programs = Files.createDirectory(folder.resolve("progs"));
    program(programs, "db", "db", "instances = 2");
    Files.writeString(
        programs.resolve("web.yml"),
        "spec:\n  name: web\n  command: sleep 1\n  env:\n  depends_on: [db-2, db]\n");

    Reading.Good reading = good("programs_directory = 'progs'\n");

    assertThat(names(reading)).containsExactly("db", "web");
    assertThat(service(reading, "web").edges())
        .singleElement()
        .asString()
        .contains("unit=db", "READY");
    assertThat(reading.origins()).containsEntry(new UnitName("web"), programs.resolve("web.yml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[processes]]\nspec = { name = 'x', args = ['true'] }",
        "pid_dir = 'run'",
        "programs_directory = 'p'",
        "use_os_env = true",
        "env = ['A=1']",
        "type = 'process'\n[spec]\nname = 'x'\ncommand = 'true'",
        "[server]\nlisten = ':1'\nbase_path = '/api'",
        "[[groups]]\nname = 'x'\nmembers = []",
        "[daemon]\npid_file = 'x'",
        "[history]\nenabled = false"
      })
  void itIsRecognisedByItsContent(String toml) throws IOException {
    Path file = Files.writeString(folder.resolve("config.toml"), toml);

    Reading reading = new ConfigurationReader(DAEMON).read(file);

    if (reading instanceof Reading.Good good) {
      assertThat(good.foreign().provisr()).isPresent();
    } else {
      assertThat(((Reading.Bad) reading).problems())
          .asString()
          .contains("the group has no members");
    }
  }

  @Test
  void theOperatorCanDecideTheDialect() throws IOException {
    Path file = Files.writeString(folder.resolve("tend.toml"), "[server]\nlisten = ':7777'\n");
    ConfigurationReader reader = new ConfigurationReader(DAEMON);

    assertThat(reader.read(file)).isInstanceOf(Reading.Bad.class);
    assertThat(reader.read(file, Optional.of(Dialect.PROVISR), Registrations.NONE))
        .isInstanceOf(Reading.Good.class);
  }

  private static void program(Path programs, String file, String name, String line)
      throws IOException {
    Files.writeString(
        programs.resolve(file + ".toml"),
        "type = 'process'\n[spec]\nname = '" + name + "'\ncommand = 'sleep 1'\n" + line + "\n");
  }

  private ServiceSpec unit(String name, String toml) throws IOException {
    return service(good(toml), name);
  }

  private static ServiceSpec service(Reading.Good reading, String name) {
    return (ServiceSpec)
        Objects.requireNonNull(reading.configuration().units().get(new UnitName(name)));
  }

  private static List<String> names(Reading.Good reading) {
    return reading.configuration().units().keySet().stream().map(UnitName::text).toList();
  }

  private ProvisrSettings settings(String toml) throws IOException {
    return settings(good(toml));
  }

  private static ProvisrSettings settings(Reading.Good reading) {
    return reading.foreign().provisr().orElseThrow();
  }

  private Reading.Good good(String toml) throws IOException {
    Reading reading = read(toml);
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return (Reading.Good) reading;
  }

  private List<Problem> bad(String toml) throws IOException {
    Reading reading = read(toml);
    assertThat(reading).isInstanceOf(Reading.Bad.class);
    return ((Reading.Bad) reading).problems();
  }

  private Reading read(String toml) throws IOException {
    Path file = Files.writeString(folder.resolve("config.toml"), toml);
    return new ConfigurationReader(DAEMON).read(file);
  }
}
