package dev.tend.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTimesTest {

  @Test
  void halfOfTheRunsTakeNoLongerThanTheMedian() {
    assertThat(RunTimes.of(seconds(9, 1, 3))).contains(times(3, 3, 9));
    assertThat(RunTimes.of(seconds(4, 1, 3, 2))).contains(times(4, 2, 4));
    assertThat(RunTimes.of(seconds(7))).contains(times(1, 7, 7));
    assertThat(RunTimes.of(List.of())).isEmpty();
  }

  @Test
  void whatHasGoneOnForLongGoesOnAsLongAsTheLongest() {
    RunTimes times = times(3, 10, 60);

    assertThat(times.left(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(6));
    assertThat(times.left(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(50));
    assertThat(times.left(Duration.ofSeconds(61))).isEqualTo(Duration.ZERO);
  }

  private static List<Duration> seconds(int... lengths) {
    return Arrays.stream(lengths).mapToObj(Duration::ofSeconds).toList();
  }

  private static RunTimes times(int runs, int median, int longest) {
    return new RunTimes(runs, Duration.ofSeconds(median), Duration.ofSeconds(longest));
  }
}
