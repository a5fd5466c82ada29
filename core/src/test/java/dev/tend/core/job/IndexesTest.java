package dev.tend.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''      | 0  | 0
          ''      | 7  | 7
          0       | 1  | 0-1
          0,2     | 1  | 0-2
          3-5     | 2  | 2-5
          3-5     | 4  | 3-5
          0-1,9   | 5  | 0-1,5,9
          0-1,9   | 10 | 0-1,9-10
          """)
  void oneMore(String before, int index, String after) {
    assertThat(Indexes.parse(before).with(index).text()).isEqualTo(after);
  }

  /// The same as a set of numbers, whatever the order in which they come.
  @Test
  void theyAreASet() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      Indexes indexes = Indexes.NONE;
      TreeSet<Integer> plain = new TreeSet<>();
      for (int i = 0; i < 30; i++) {
        int index = random.nextInt(40);
        indexes = indexes.with(index);
        plain.add(index);
      }
      assertThat(indexes.size()).isEqualTo(plain.size());
      assertThat(Indexes.parse(indexes.text())).isEqualTo(indexes);
      for (int index = 0; index < 42; index++) {
        assertThat(indexes.contains(index)).isEqualTo(plain.contains(index));
        int missing = index;
        while (plain.contains(missing)) {
          missing++;
        }
        assertThat(indexes.firstMissing(index)).isEqualTo(missing);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "3-1", "1,0", "0,1", "-1", "0-", ","})
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> Indexes.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
