package dev.tend.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTextTest {

  private static final int FUZZES = 20_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * * * | 0 2 * * *",
        "'  5   4\t*  * sun ' | 5 4 * * 0",
        "0 9 * * MON-fri | 0 9 * * 1-5",
        "0 9 * * fri-sun | 0 9 * * 5-7",
        "0 9 * * 7 | 0 9 * * 0",
        "0 9 * * 7-2 | 0 9 * * 0-2",
        "0 9 * jan,Dec * | 0 9 * 1,12 *",
        "*/15 0-6/2 1,15 2-4 ? | */15 0-6/2 1,15 2-4 *",
        "5/10 * * * * | 5/10 * * * *",
        "30 0 2 * * * | 30 0 2 * * *",
        "0 0 l * * | 0 0 L * *",
        "0 0 L-3,15w,lw * * | 0 0 L-3,15W,LW * *",
        "0 0 * * fri#2,sunL | 0 0 * * 5#2,0L",
        "@daily | 0 0 * * *",
        "@Midnight | 0 0 * * *",
        "@hourly | 0 * * * *",
        "@weekly | 0 0 * * 0",
        "@monthly | 0 0 1 * *",
        "@yearly | 0 0 1 1 *",
        "@annually | 0 0 1 1 *",
        "@reboot | @reboot",
        "@every 90m | @every 1h30m",
        "@every 1.5h | @every 1h30m",
        "CRON_TZ=Europe/Madrid 0 2 * * * | CRON_TZ=Europe/Madrid 0 2 * * *",
        "TZ=UTC @daily | CRON_TZ=UTC 0 0 * * *",
      })
  void anExpressionIsReadAndWritten(String text, String written) {
    assertThat(read(text)).hasToString(written);
    assertThat(read(written)).isEqualTo(read(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | 1 | there is no expression | Write one like '0 2 * * *' or '@daily'.",
        "TZ=UTC | 7 | there is no expression | Write one like '0 2 * * *' or '@daily'.",
        "60 2 * * * | 1 | minute: 60 is out of range | Allowed: 0 to 59.",
        "0 24 * * * | 3 | hour: 24 is out of range | Allowed: 0 to 23. Midnight is 0.",
        "0 2 0 * * | 5 | day of month: 0 is out of range | Allowed: 1 to 31.",
        "0 2 * 13 * | 7 | month: 13 is out of range | Allowed: 1 to 12.",
        "0 2 * * 8 | 9 | day of week: 8 is out of range | Allowed: 0 to 7.",
        "0 2 * * monday | 9 | day of week: 'monday' is no number and no day | Did you mean 'mon'?",
        "0 2 * jna * | 7 | month: 'jna' is no number and no month | Did you mean 'jan'?",
        "0 2 1,x * * | 7 | day of month: 'x' is no number | \"\"",
        "0 2 1,,3 * * | 7 | day of month: there is nothing beside a comma | Leave the comma out.",
        "50-10 * * * * | 1 | minute: '50-10' goes backwards | Write two ranges: '50-59,0-10'.",
        "0 0 * * fri-tue | 9 | day of week: 'fri-tue' goes backwards | Write two ranges: '5-6,0-2'.",
        "0 23-0 * * * | 3 | hour: '23-0' goes backwards | Write two ranges: '23,0'.",
        "*/90 * * * * | 3 | minute: a step of 90 is longer than the field, which has 60 | Write '@every 90m'.",
        "*/0 * * * * | 3 | minute: a step is at least 1 | \"\"",
        "*/ * * * * | 3 | minute: a number is missing | \"\"",
        "1-2-3 * * * * | 5 | minute: a range has two ends | \"\"",
        "1/2/3 * * * * | 5 | minute: there is a second step | \"\"",
        "-5 * * * * | 1 | minute: a number is missing | \"\"",
        "? * * * * | 1 | minute: '?' may stand for a day only | Write '*'.",
        "0 0 * * L | 9 | day of week: 'L' needs a day here | Write 'friL' for the last Friday of the month, or 'L' as day of month for its last day.",
        "0 0 * * fri#6 | 13 | day of week: 6 is out of range | Allowed: 1 to 5.",
        "0 0 L-31 * * | 7 | day of month: 31 is out of range | Allowed: 1 to 30.",
        "0 0 32W * * | 5 | day of month: 32 is out of range | Allowed: 1 to 31.",
        "0 2 * * | 8 | there are 4 fields of 5 | They are: minute hour day-of-month month day-of-week, and seconds in front if wanted.",
        "0 0 2 * * * 2026 | 13 | there are 7 fields, and at most 6 are known | They are: minute hour day-of-month month day-of-week, and seconds in front if wanted.",
        "@dayly | 1 | there is no '@dayly' | Did you mean '@daily'?",
        "@daily 5 | 8 | @daily stands alone | Leave out what follows.",
        "@every | 7 | @every needs a duration | Write '@every 90m'; the units are ns, us, ms, s, m, h, d.",
        "@every 5 | 8 | '5' is not a duration | Write '@every 90m'; the units are ns, us, ms, s, m, h, d.",
        "@every 1h 30m | 11 | @every takes one duration | Write it without spaces: '1h30m'.",
        "@every 500ms | 8 | '500ms' is not made of whole seconds | The shortest is 1s.",
        "@every 1500ms | 8 | '1500ms' is not made of whole seconds | The shortest is 1s.",
        "TZ=Europe/Madird @daily | 4 | there is no time zone 'Europe/Madird' | Did you mean 'Europe/Madrid'?",
      })
  void aMistakeIsSaidWithItsPlace(String text, int column, String sentence, String hint) {
    assertThat(Schedule.parse(text)).isEqualTo(new ScheduleReading.Mistake(column, sentence, hint));
  }

  @Test
  void anExpressionHasALongestLength() {
    assertThat(Schedule.parse("0,".repeat(600)))
        .isInstanceOfSatisfying(
            ScheduleReading.Mistake.class, it -> assertThat(it.column()).isEqualTo(1_001));
  }

  @Test
  void ofWhateverIsTypedOnlyARightExpressionOrAMistakeComes() {
    Random random = new Random(5);
    RandomExpressions expressions = new RandomExpressions(random);

    int right = 0;
    for (int i = 0; i < FUZZES; i++) {
      String text = i % 3 == 0 ? noise(random) : spoilt(expressions.six(), random);
      switch (Schedule.parse(text)) {
        case ScheduleReading.Read(Schedule schedule) -> {
          right++;
          assertThat(read(schedule.toString())).as(text).isEqualTo(schedule);
        }
        case ScheduleReading.Mistake mistake -> {
          assertThat(mistake.column()).as(text).isBetween(1, text.length() + 1);
          assertThat(mistake.sentence()).as(text).isNotBlank();
        }
      }
    }

    assertThat(right).isBetween(FUZZES / 10, FUZZES * 9 / 10);
  }

  @Test
  void everyExpressionMeansTheSameWhenItIsWrittenAndReadAgain() {
    RandomExpressions expressions = new RandomExpressions(new Random(6));
    for (int i = 0; i < FUZZES / 10; i++) {
      String text = i % 2 == 0 ? expressions.five() : expressions.six();
      Schedule schedule = read(text);

      assertThat(read(schedule.toString())).as(text).isEqualTo(schedule);
    }
  }

  @Test
  void anExpressionKnowsTheZoneThatItNames() {
    assertThat(read("TZ=Asia/Kolkata 0 9 * * *").ownZone()).contains(ZoneId.of("Asia/Kolkata"));
    assertThat(read("0 9 * * *").ownZone()).isEmpty();
  }

  private static String noise(Random random) {
    String letters = "0123456789 *,-/#LW?@abcmonjanTZ=µ\t\n\"é日";
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(30); left > 0; left--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  /// With up to three characters changed, left out or put in.
  private static String spoilt(String text, Random random) {
    StringBuilder spoilt = new StringBuilder(text);
    String letters = "0123456789 *,-/#LW?";
    for (int left = random.nextInt(4); left > 0; left--) {
      int at = random.nextInt(spoilt.length());
      char letter = letters.charAt(random.nextInt(letters.length()));
      switch (random.nextInt(3)) {
        case 0 -> spoilt.setCharAt(at, letter);
        case 1 -> spoilt.insert(at, letter);
        default -> spoilt.deleteCharAt(at);
      }
    }
    return spoilt.toString();
  }

  private static Schedule read(String text) {
    return switch (Schedule.parse(text)) {
      case ScheduleReading.Read(Schedule schedule) -> schedule;
      case ScheduleReading.Mistake mistake -> throw new AssertionError(text + ": " + mistake);
    };
  }
}
