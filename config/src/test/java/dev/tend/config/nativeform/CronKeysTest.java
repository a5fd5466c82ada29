package dev.tend.config.nativeform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.decode.Fields;
import dev.tend.config.problem.Problem;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.config.syntax.Syntax;
import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronKeysTest {

  private static final String JOB = "\njob = { command = \"/bin/true\" }\n";

  private final Problems problems = new Problems();

  @Test
  void everyKeyBecomesAPartOfTheRule() {
    CronRule rule =
        CronKeys.rule(
            "backup",
            read(
                """
                schedule = "0 2 * * mon-fri"
                zone = "Europe/Madrid"
                overlap = "replace"
                missed = "last"
                start_deadline = "6h"
                not_before = 2026-12-01
                not_after = 2027-01-01T00:00:00Z
                jitter = "10m"
                suspend = true
                keep_succeeded = 5
                keep_failed = 6
                """));

    assertThat(problems.found()).isEmpty();
    assertThat(rule.schedule()).hasToString("0 2 * * 1-5");
    assertThat(rule.zone()).isEqualTo(ZoneId.of("Europe/Madrid"));
    assertThat(rule.overlap()).isEqualTo(Overlap.REPLACE);
    assertThat(rule.missed()).isEqualTo(Missed.LAST);
    assertThat(rule.startDeadline()).contains(Duration.ofHours(6));
    assertThat(rule.notBefore()).contains(Instant.parse("2026-11-30T23:00:00Z"));
    assertThat(rule.notAfter()).contains(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(rule.jitter()).isEqualTo(Duration.ofMinutes(10));
    assertThat(rule.suspend()).isTrue();
    assertThat(rule.keepSucceeded()).isEqualTo(5);
    assertThat(rule.keepFailed()).isEqualTo(6);
  }

  @Test
  void aScheduleIsEnough() {
    CronRule rule = CronKeys.rule("backup", read("schedule = \"@daily\""));

    assertThat(problems.found()).isEmpty();
    assertThat(rule.zone()).isEqualTo(ZoneId.systemDefault());
    assertThat(rule.overlap()).isEqualTo(Overlap.FORBID);
    assertThat(rule.missed()).isEqualTo(Missed.NONE);
    assertThat(rule.jitter()).isZero();
    assertThat(rule.suspend()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "schedule = \"61 2 * * *\"; tend.toml:1:12: '61 2 * * *', character 1: minute: 61 is out of"
            + " range. Allowed: 0 to 59.",
        "schedule = \"0 2 30 2 *\"; tend.toml:1:12: '0 2 30 2 *' never fires: there is no such day"
            + " in the calendar. See 'tend cron explain'.",
        "schedule = 5; tend.toml:1:12: expected a schedule, found a whole number. Write \"5\" to"
            + " have it as text.",
        "zone = \"Europe/Madird\"; tend.toml:1:8: there is no time zone 'Europe/Madird'. Did you"
            + " mean 'Europe/Madrid'?",
        "jitter = \"2h\"; tend.toml:1:10: '2h' is too long. Allowed: at most 1h.",
        "missed = \"some\"; tend.toml:1:10: 'some' is none of none, last, all",
        "not_before = \"soon\"; tend.toml:1:14: 'soon' is no time. Write 2026-12-01T08:00:00, with"
            + " Z or an offset behind it where no zone holds.",
        "not_after = true; tend.toml:1:13: expected a time, found true. Write 2026-12-01T08:00:00,"
            + " with Z or an offset behind it where no zone holds.",
        "not_before = 2026-12-02 & not_after = 2026-12-01; tend.toml:2:13: not_after is earlier than"
            + " not_before. It would never fire.",
        "overlaps = \"allow\"; tend.toml:1:1: unknown key 'overlaps'. Did you mean 'overlap'?",
      })
  void aMistakeIsSaidWithItsPlace(String toml, String problem) {
    String lines = toml.replace(" & ", "\n");

    read(lines.contains("schedule") ? lines : lines + "\nschedule = \"@daily\"");

    assertThat(problems.found().stream().map(Problem::toString)).containsExactly(problem);
  }

  private Fields read(String toml) {
    Node table = Syntax.TOML.parse(Path.of("tend.toml"), toml + JOB, problems).orElseThrow();
    return CronKeys.SHAPE.decode(table, problems).orElseThrow();
  }
}
