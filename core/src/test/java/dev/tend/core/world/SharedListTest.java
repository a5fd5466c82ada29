package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedListTest {

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 1000})
  void holdsWhatItWasMadeOf(int count) {
    assertThat(SharedList.of(numbers(count))).isEqualTo(numbers(count));
  }

  @Test
  void aChangedCopyHasTheChangesAndTheOriginalDoesNot() {
    SharedList<Integer> original = SharedList.of(numbers(300));

    SharedList<Integer> copy =
        original.with(new TreeMap<>(Map.of(0, -1, 127, -2, 128, -3, 299, -4)));

    List<Integer> expected = new ArrayList<>(numbers(300));
    expected.set(0, -1);
    expected.set(127, -2);
    expected.set(128, -3);
    expected.set(299, -4);
    assertThat(copy).isEqualTo(expected);
    assertThat(original).isEqualTo(numbers(300));
  }

  @Test
  void hasNoPlaceBeyondItsSize() {
    SharedList<Integer> list = SharedList.of(numbers(3));

    assertThatThrownBy(() -> list.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void cannotBeWrittenTo() {
    SharedList<Integer> list = SharedList.of(numbers(3));

    assertThatThrownBy(() -> list.set(0, 7)).isInstanceOf(UnsupportedOperationException.class);
  }
}
