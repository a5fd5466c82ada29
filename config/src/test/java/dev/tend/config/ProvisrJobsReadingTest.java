package dev.tend.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.problem.Problem;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What provisr's jobs become, and the hooks of them and of cron jobs.
class ProvisrJobsReadingTest {

  private static final Path EXAMPLES =
      Path.of(System.getProperty("tend.root", "..")).resolve("examples/provisr/config/programs");

  private static final String JOB =
      """
      pid_dir = "/run/p"
      [[processes]]
      type = "job"
      [processes.spec]
      name = "import"
      """;

  @TempDir Path folder;

  static Stream<Arguments> keys() {
    return Stream.of(
        key("", "1 1 NON_INDEXED", job -> workers(job)),
        key("parallelism = 3", "3 1 NON_INDEXED", job -> workers(job)),
        key(
            "parallelism = 3\ncompletions = 10\ncompletion_mode = 'Indexed'",
            "3 10 INDEXED",
            job -> workers(job)),
        key("", "NEVER", job -> job.rule().retries().restart()),
        key("restart_policy = 'OnFailure'", "ON_FAILURE", job -> job.rule().retries().restart()),
        key("", "6", job -> job.rule().retries().limit()),
        key("backoff_limit = 0", "0", job -> job.rule().retries().limit()),
        key("", "Optional.empty", job -> job.rule().activeDeadline()),
        key(
            "active_deadline_seconds = 90",
            "Optional[PT1M30S]",
            job -> job.rule().activeDeadline()),
        key("", "Optional.empty", job -> job.rule().ttl()),
        key("ttl_seconds_after_finished = 0", "Optional[PT0S]", job -> job.rule().ttl()),
        key("", "Optional.empty", job -> job.worker().pidFile()),
        key("", "true", job -> job.worker().autostart()),
        key("work_dir = '/srv'", "Optional[/srv]", job -> job.worker().launch().directory()),
        key("env = ['A=${B}', 'B=1']", "{A=1, B=1}", job -> job.worker().launch().env()),
        key(
            "parallelism = 2\ncompletions = 2\nlog = { dir = '/l' }",
            "File[path=/l/import-{instance}.stdout.log]",
            job -> job.worker().log().stdout()),
        key("log = { dir = '/l' }", "File[path=/l/import.stdout.log]", job -> out(job)));
  }

  private static Arguments key(String lines, String becomes, Function<JobSpec, Object> what) {
    return Arguments.of(lines, becomes, what);
  }

  private static Object workers(JobSpec job) {
    return job.rule().parallelism() + " " + job.rule().completions() + " " + job.rule().mode();
  }

  private static LogRule.Target out(JobSpec job) {
    return job.worker().log().stdout();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aKeyOfAJobBecomes(String lines, String becomes, Function<JobSpec, Object> what)
      throws IOException {
    assertThat(what.apply(job(JOB + "args = ['sleep', '1']\n" + lines))).hasToString(becomes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          parallelism = 0          | :7:15: 0 is out of range. Allowed: 1
          completions = 0          | :7:15: 0 is out of range. Allowed: 1
          backoff_limit = -1       | :7:17: -1 is out of range. Allowed: 0 to
          completion_mode = 'x'    | :7:19: 'x' is none of NonIndexed, Indexed
          restart_policy = 'Always'| :7:18: 'Always' is none of Never, OnFailure
          active_deadline_seconds=0| :7:25: 0 is out of range. Allowed: 1
          instances = 2            | :7:1: unknown key 'instances'
          args = ['x']             | :7:8: 'args' cannot stand beside 'command'
          """)
  void aMistakeIsSaidWithItsPlace(String line, String problem) throws IOException {
    Reading reading = read(JOB + "command = 'sleep 1'\n" + line + "\n");

    assertThat(((Reading.Bad) reading).problems())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains(problem);
  }

  @Test
  void theExamplesOfTheOriginalAreReadAsTheyAre() throws IOException {
    JobSpec plain = (JobSpec) example("data-processor.toml");
    JobSpec hooked = (JobSpec) example("data-processor-hooks.toml");

    assertThat(workers(plain)).isEqualTo("3 10 NON_INDEXED");
    assertThat(plain.rule().retries().limit()).isEqualTo(5);
    assertThat(plain.rule().activeDeadline()).contains(Duration.ofHours(1));
    assertThat(plain.rule().ttl()).contains(Duration.ofMinutes(5));
    assertThat(workers(hooked)).isEqualTo("2 5 NON_INDEXED");
    assertThat(names(hooked.worker().hooks().preStart()))
        .containsExactly("download-data", "validate-input");
    assertThat(names(hooked.worker().hooks().postStop()))
        .containsExactly("upload-results", "cleanup-workspace");
  }

  @Test
  void theHooksOfACronJobAndOfItsTemplateAreMergedInOrder() throws IOException {
    CronSpec example = (CronSpec) example("daily-backup-hooks.toml");
    Hooks hooks = example.job().worker().hooks();

    assertThat(names(hooks.preStart()))
        .containsExactly("check-maintenance-mode", "check-disk-space");
    assertThat(names(hooks.postStop())).containsExactly("verify-backup", "update-metrics");
  }

  /// provisr refuses every run of such a one.
  @Test
  void aNameMayStandAtBothLevels() throws IOException {
    CronSpec cron =
        (CronSpec)
            unit(
                "nightly",
                """
                [[processes]]
                type = "cronjob"
                [processes.spec]
                name = "nightly"
                schedule = "@every 1h"
                [processes.spec.lifecycle]
                pre_start = [{ name = "a", command = "own 1" }]
                post_start = [{ name = "b", command = "own 2" }]
                pre_stop = [{ name = "c", command = "own 3" }]
                post_stop = [{ name = "d", command = "own 4" }]
                [processes.spec.job_template]
                command = "sleep 1"
                [processes.spec.job_template.lifecycle]
                pre_start = [{ name = "a", command = "template 1" }]
                post_start = [{ name = "b", command = "template 2" }]
                pre_stop = [{ name = "c", command = "template 3" }]
                post_stop = [{ name = "d", command = "template 4" }]
                """);
    Hooks hooks = cron.job().worker().hooks();

    assertThat(commands(hooks.preStart())).containsExactly("own 1", "template 1");
    assertThat(commands(hooks.postStart())).containsExactly("template 2", "own 2");
    assertThat(commands(hooks.preStop())).containsExactly("own 3", "template 3");
    assertThat(commands(hooks.postStop())).containsExactly("template 4", "own 4");
    assertThat(names(hooks.preStart())).containsExactly("a", "a'");
  }

  @Test
  void aProcessMayDependOnAJobAndBeAMemberBesideIt() throws IOException {
    Reading.Good reading =
        (Reading.Good)
            read(
                JOB
                    + """
                    command = "sleep 1"
                    [[processes]]
                    spec = { name = "web", command = "sleep 1", depends_on = ["import"] }
                    [[groups]]
                    name = "all"
                    members = ["import", "web"]
                    """);

    assertThat(spec(reading, "web").each().edges())
        .singleElement()
        .extracting(edge -> edge.unit().text())
        .isEqualTo("import");
  }

  @Test
  void whoAddedAJobIsNoMistakeInItsFile() throws IOException {
    Path program = Files.createDirectory(folder.resolve("programs")).resolve("once.json");
    Files.writeString(
        program,
        "{\"type\":\"job\",\"registered\":true,\"spec\":{\"name\":\"once\",\"args\":[\"true\"]}}");

    assertThat(unit("once", "pid_dir = '/run/p'\n")).isInstanceOf(JobSpec.class);
  }

  private static List<String> names(List<Hook> hooks) {
    return hooks.stream().map(Hook::name).toList();
  }

  private static List<String> commands(List<Hook> hooks) {
    return hooks.stream().map(hook -> hook.command().toString()).toList();
  }

  private JobSpec job(String toml) throws IOException {
    return (JobSpec) unit("import", toml);
  }

  private UnitSpec unit(String name, String toml) throws IOException {
    Reading reading = read(toml);
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return spec((Reading.Good) reading, name);
  }

  private static UnitSpec example(String file) {
    Reading reading = reader().read(EXAMPLES.resolve(file));
    assertThat(reading).isInstanceOf(Reading.Good.class);
    Reading.Good good = (Reading.Good) reading;
    assertThat(good.foreign().leftOut()).isEmpty();
    return good.configuration().units().values().iterator().next();
  }

  private static UnitSpec spec(Reading.Good reading, String name) {
    return Objects.requireNonNull(reading.configuration().units().get(new UnitName(name)));
  }

  private Reading read(String toml) throws IOException {
    Path file = Files.writeString(folder.resolve("config.toml"), toml);
    return reader().read(file, Optional.of(Dialect.PROVISR), Registrations.NONE);
  }

  private static ConfigurationReader reader() {
    return new ConfigurationReader(Map.of("PATH", "/usr/bin:/bin"));
  }
}
