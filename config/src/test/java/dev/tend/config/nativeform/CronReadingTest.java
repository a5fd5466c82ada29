package dev.tend.config.nativeform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.ConfigurationReader;
import dev.tend.config.Reading;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole configurations with cron jobs in them.
class CronReadingTest {
  @TempDir Path folder;

  @Test
  void aCronJobHasATemplate() throws IOException {
    CronSpec backup =
        cron(
            """
            [env]
            REGION = "eu"
            [cron.backup]
            schedule = "0 2 * * *"
            max_time_per_run = "1h"
            [cron.backup.job]
            command = "/bin/true"
            parallelism = 2
            completions = 4
            active_deadline = "2h"
            """);

    assertThat(backup.job().worker().name().text()).isEqualTo("backup");
    assertThat(backup.job().worker().launch().env()).isEqualTo(Map.of("REGION", "eu"));
    assertThat(backup.job().rule().parallelism()).isEqualTo(2);
    assertThat(backup.job().rule().activeDeadline()).contains(Duration.ofHours(1));
    assertThat(backup.each().instances()).isZero();
    assertThat(backup.job(17).name().text()).isEqualTo("backup-17");
  }

  @Test
  void whatHoldsForAllJobsHoldsForTemplatesAsFarAsTheyHaveTheKey() throws IOException {
    CronSpec backup =
        cron(
            """
            [defaults.job]
            backoff_limit = 2
            parallelism = 2
            ttl = "1d"
            autostart = false
            suspend = true
            env = { REGION = "eu", ZONE = "a" }
            [cron.backup]
            schedule = "0 2 * * *"
            [cron.backup.job]
            command = "/bin/true"
            completions = 4
            parallelism = 3
            env = { ZONE = "b" }
            """);

    assertThat(backup.job().rule().retries().limit()).isEqualTo(2);
    assertThat(backup.job().rule().parallelism()).isEqualTo(3);
    assertThat(backup.job().rule().ttl()).isEmpty();
    assertThat(backup.job().rule().suspend()).isFalse();
    assertThat(backup.job().worker().launch().env()).isEqualTo(Map.of("REGION", "eu", "ZONE", "b"));
  }

  @Test
  void whatIsTheRunsToSayIsSentThere() throws IOException {
    assertThat(
            mistake(
                """
                [cron.c]
                schedule = "@daily"
                command = "/bin/true"
                job.command = "/bin/true"
                """))
        .contains("'command' is for the run to say: it stands in [cron.NAME.job]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          service.a                | 'a' is a service already
          service.c-12             | a run of cron job 'c' will be called 'c-12' too
          """)
  void aNameIsTakenOnce(String other, String mistake) throws IOException {
    String cron = other.equals("service.a") ? "a" : "c";
    assertThat(
            mistake(
                """
                [%s]
                command = "/bin/true"
                [cron.%s]
                schedule = "@daily"
                job = { command = "/bin/true" }
                """
                    .formatted(other, cron)))
        .contains(mistake);
  }

  @Test
  void nobodyWaitsForACronJob() throws IOException {
    assertThat(
            mistake(
                """
                [service.web]
                command = "/bin/true"
                requires = ["backup"]
                [cron.backup]
                schedule = "@daily"
                job = { command = "/bin/true" }
                """))
        .startsWith("tend.toml:3:13: 'backup' is a cron job");
  }

  @Test
  void runsThatOverlapDoNotShareALog() throws IOException {
    assertThat(
            mistake(
                """
                [cron.backup]
                schedule = "@daily"
                overlap = "allow"
                [cron.backup.job]
                command = "/bin/true"
                log = { stdout = "/tmp/backup.log" }
                """))
        .contains("would share one log file")
        .endsWith("Put {unit} into its path, which is the name of the run.");
  }

  @Test
  void whatIsForTheCronJobToSayIsNotForItsTemplate() throws IOException {
    assertThat(
            mistake(
                """
                [cron.backup]
                schedule = "@daily"
                job = { command = "/bin/true", autostart = true }
                """))
        .endsWith("'autostart' is for the cron job to say");
  }

  @Test
  void aCronJobHasNoWindow() throws IOException {
    String window = "window = [{ from = '08:00', to = '18:00' }]\n";
    String cron = "[cron.backup]\nschedule = '@daily'\n";
    String run = "[cron.backup.job]\ncommand = '/bin/true'\n";

    assertThat(mistake(cron + window + run))
        .endsWith("'window' is for jobs that no cron job runs: here the schedule says when");
    assertThat(mistake(cron + run + window))
        .endsWith("'window' is for jobs that no cron job runs: here the schedule says when");
  }

  private CronSpec cron(String text) throws IOException {
    Reading reading = read(text);
    assertThat(reading).isInstanceOf(Reading.Good.class);
    Configuration configuration = ((Reading.Good) reading).configuration();
    return configuration.crons().getFirst();
  }

  private String mistake(String text) throws IOException {
    Reading reading = read(text);
    assertThat(reading).isInstanceOf(Reading.Bad.class);
    String problem = ((Reading.Bad) reading).problems().getFirst().toString();
    return problem.substring(problem.indexOf("tend.toml"));
  }

  private Reading read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("tend.toml"), text);
    return new ConfigurationReader(Map.of("PATH", "/bin")).read(file);
  }
}
