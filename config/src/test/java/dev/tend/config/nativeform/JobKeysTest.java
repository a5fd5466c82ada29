package dev.tend.config.nativeform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.ConfigurationReader;
import dev.tend.config.Reading;
import dev.tend.config.decode.Fields;
import dev.tend.config.problem.Problem;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.config.syntax.Syntax;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Once;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobKeysTest {

  @TempDir Path folder;

  private final Problems problems = new Problems();

  @Test
  void everyKeyBecomesAPartOfTheRule() {
    JobRule rule =
        JobKeys.rule(
            read(
                """
                parallelism = 3
                completions = 10
                completion_mode = "indexed"
                restart = "never"
                backoff_limit = 4
                backoff_limit_per_index = 2
                backoff = { min = "1s", max = "5s", factor = 3.0, jitter = 0.5 }
                active_deadline = "1h"
                ttl = "1d"
                fail_exit_codes = [2, 3]
                suspend = true
                once = "day"
                """));

    assertThat(problems.found()).isEmpty();
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5), 3, 0.5);
    TreeSet<Integer> codes = new TreeSet<>(List.of(2, 3));
    assertThat(rule)
        .isEqualTo(
            new JobRule(
                3,
                10,
                CompletionMode.INDEXED,
                new RetryRule(RestartMode.NEVER, 4, Optional.of(2), backoff, codes),
                Optional.of(Duration.ofHours(1)),
                Optional.of(Duration.ofDays(1)),
                true,
                Once.DAY));
  }

  @Test
  void aCommandIsEnough() {
    assertThat(JobKeys.rule(read(""))).isEqualTo(JobRule.DEFAULT);
    assertThat(JobKeys.rule(read("backoff = { factor = 1.5 }")).retries().backoff().min())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(problems.found()).isEmpty();
  }

  @Test
  void aLimitForEachIndexLeavesTheJobWithoutOne() {
    RetryRule rule =
        JobKeys.rule(read("completion_mode = \"indexed\"\nbackoff_limit_per_index = 1")).retries();

    assertThat(rule.limit()).isEqualTo(RetryRule.LIMIT_MAX);
  }

  @Test
  void aJobStandsBesideServicesAndHasDefaultsOfItsOwn() throws IOException {
    Configuration configuration =
        configuration(
            """
            [env]
            REGION = "eu"
            [defaults.job]
            parallelism = 2
            stop = { timeout = "3s" }
            [defaults.service]
            autostart = false
            [service.web]
            command = "/bin/true"
            requires = [{ unit = "import", until = "completed_successfully" }]
            [job.import]
            command = "/bin/true"
            completions = 5
            success_exit_codes = [0, 7]
            env = { A = "1" }
            [group.all]
            members = ["web", "import"]
            """);

    JobSpec job =
        (JobSpec) Objects.requireNonNull(configuration.units().get(new UnitName("import")));
    assertThat(job.rule().parallelism()).isEqualTo(2);
    assertThat(job.worker().instances()).isEqualTo(2);
    assertThat(job.worker().stop().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(job.worker().successCodes()).containsExactly(0, 7);
    assertThat(job.worker().launch().env()).isEqualTo(Map.of("A", "1", "REGION", "eu"));
    assertThat(job.worker().autostart()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "parallelism = 0; tend.toml:1:15: 0 is out of range. Allowed: 1 to 10000.",
        "completions = 100001; tend.toml:1:15: 100001 is out of range. Allowed: 1 to 100000.",
        "restart = \"always\"; tend.toml:1:11: 'always' is none of never, on-failure",
        "completion_mode = \"indexd\"; tend.toml:1:19: 'indexd' is none of non-indexed, indexed. Did"
            + " you mean 'indexed'?",
        "backoff_limit_per_index = 1; tend.toml:1:27: the completions have no index. Write"
            + " completion_mode = \"indexed\", or backoff_limit.",
        "fail_exit_codes = [0]; tend.toml:1:20: 0 is out of range. Allowed: 1 to 255.",
        "success_exit_codes = [3] & fail_exit_codes = [2, 3]; tend.toml:2:23: 3 is one of"
            + " success_exit_codes too. An exit code is a success or a failure.",
        "limits = {}; tend.toml:1:1: 'limits' is not supported by this version of Tend yet",
        "instances = 3; tend.toml:1:1: unknown key 'instances'",
        "active_deadline = \"0s\"; tend.toml:1:19: '0s' is too short. Allowed: more than 0s.",
      })
  void aMistakeIsSaidWithItsPlace(String toml, String problem) {
    read(toml.replace(" & ", "\n"));

    assertThat(problems.found().stream().map(Problem::toString)).containsExactly(problem);
  }

  @Test
  void aJobAndAServiceNeedTwoNames() throws IOException {
    Reading reading =
        read(
            """
            [service.web]
            command = "/bin/true"
            """,
            """
            [job.web]
            command = "/bin/true"
            """);

    assertThat(reading).isInstanceOf(Reading.Bad.class);
    assertThat(((Reading.Bad) reading).problems().getFirst().toString())
        .contains("tend.toml:3:1: 'web' is a service already: ")
        .endsWith("Two units need two names.");
  }

  private Fields read(String toml) {
    String lines = toml + "\ncommand = \"/bin/true\"";
    Node table = Syntax.TOML.parse(Path.of("tend.toml"), lines, problems).orElseThrow();
    return JobKeys.SHAPE.decode(table, problems).orElseThrow();
  }

  private Configuration configuration(String toml) throws IOException {
    Reading reading = read(toml, "");
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return ((Reading.Good) reading).configuration();
  }

  private Reading read(String first, String second) throws IOException {
    Path file = folder.resolve("tend.toml");
    Files.writeString(file, first + second);
    return new ConfigurationReader(Map.of()).read(file);
  }
}
