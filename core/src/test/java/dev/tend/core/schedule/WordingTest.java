package dev.tend.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 9 * * mon-fri | At 09:00, Monday to Friday",
        "0 2 * * * | At 02:00 every day",
        "@daily | At 00:00 every day",
        "@hourly | Every hour, on the hour",
        "@weekly | At 00:00 on Sundays",
        "@monthly | At 00:00 on the 1st of every month",
        "@yearly | At 00:00 on the 1st of January",
        "@reboot | Once after each boot of the host",
        "@every 5m | Every 5 minutes",
        "@every 90m | Every 1 hour and 30 minutes",
        "@every 1h | Every hour",
        "@every 90s | Every 1 minute and 30 seconds",
        "* * * * * | Every minute",
        "*/15 * * * * | Every 15 minutes",
        "0-59/15 * * * * | Every 15 minutes",
        "*/7 * * * * | At minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56 of every hour",
        "30 * * * * | At minute 30 of every hour",
        "5,35 * * * * | At minutes 5 and 35 of every hour",
        "*/10 8-18 * * mon-fri | Every 10 minutes from 08:00 to 18:50, Monday to Friday",
        "* 9 * * * | Every minute from 09:00 to 09:59",
        "*/20 9 * * * | At 09:00, 09:20 and 09:40 every day",
        "0 */6 * * * | At 00:00, 06:00, 12:00 and 18:00 every day",
        "0 */2 * * * | At minute 0 of every 2nd hour, from 00:00 on",
        "30 8-18 * * * | At minute 30 of the hours from 8 to 18",
        "*/5 8,12 * * * | Every 5 minutes in the hours 8 and 12",
        "0 9,17 * * sat,sun | At 09:00 and 17:00 on Saturdays and Sundays",
        "0 0 * * 5-7 | At 00:00, Friday to Sunday",
        "0 0 1,15 * * | At 00:00 on the 1st and 15th of every month",
        "0 0 1 */3 * | At 00:00 on the 1st of January, April, July and October",
        "0 0 22-31 * * | At 00:00 on the 22nd to 31st of every month",
        "0 9 1 * mon | At 09:00 on the 1st of every month and also on Mondays",
        "0 9 */2 * mon | At 09:00 on every 2nd day of every month, from the 1st on, if it is a Monday",
        "0 9 * 5-9 mon | At 09:00 on Mondays in each month from May to September",
        "0 9 * 1 * | At 09:00 in January",
        "0 9 L * * | At 09:00 on the last day of every month",
        "0 9 L-3 * * | At 09:00 on the day 3 days before the last one of every month",
        "0 9 15W * * | At 09:00 on the weekday nearest to the 15th of every month",
        "0 9 LW 6 * | At 09:00 on the last weekday of June",
        "0 9 * * fri#2 | At 09:00 on the second Friday of every month",
        "0 9 ? * fril | At 09:00 on the last Friday of every month",
        "30 0 9 * * * | At 09:00:30 every day",
        "*/10 * * * * * | Every 10 seconds",
        "* * * * * * | Every second",
        "0 * * * * * | Every minute",
        "*/10 * 9 * * * | Every 10 seconds from 09:00 to 09:59",
        "*/10 0,30 * * * * | Every 10 seconds of minutes 0 and 30 of every hour",
        "CRON_TZ=Europe/Madrid 0 9 * * * | At 09:00 every day, by the clocks of Europe/Madrid",
      })
  void anExpressionIsToldInWords(String expression, String words) {
    assertThat(words(expression)).isEqualTo(words);
  }

  @Test
  void thereAreWordsForEveryExpression() {
    RandomExpressions expressions = new RandomExpressions(new Random(11));

    for (int i = 0; i < 2_000; i++) {
      String expression = expressions.six();
      assertThat(words(expression))
          .as(expression)
          .matches("(Every|At) [^ ].*[^ ]")
          .doesNotContain("  ");
    }
  }

  private static String words(String expression) {
    return switch (Schedule.parse(expression)) {
      case ScheduleReading.Read(Schedule schedule) -> schedule.words();
      case ScheduleReading.Mistake mistake -> throw new AssertionError(mistake.toString());
    };
  }
}
