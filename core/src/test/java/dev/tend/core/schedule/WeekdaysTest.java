package dev.tend.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeekdaysTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mon        | mon
          Monday     | mon
          TUE        | tue
          mon-fri    | mon-fri
          sat-sun    | sat-sun
          fri-mon    | mon,fri-sun
          sunday-sunday | sun
          all        | all
          mon-sun    | all
          tue-mon    | all
          """)
  void daysAreReadAndWrittenShort(String written, String shortly) {
    assertThat(Weekdays.parse(written).map(Weekdays::toString)).contains(shortly);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tues", "mon-", "-", "mon-wed-fri", "mo", "everyday", "1"})
  void whatNamesNoDaysIsNone(String written) {
    assertThat(Weekdays.parse(written)).isEqualTo(Optional.empty());
  }

  @Test
  void sundayAndMondayAreNotARange() {
    assertThat(Weekdays.parse("sun-mon").map(Weekdays::toString)).contains("mon,sun");
  }
}
