package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HolderPlanTest {

  private static final int MOST = 10;

  @Test
  void whereEverythingIsHeldNothingChanges() {
    HolderPlan plan = plan(fifos(0, 14), Map.of(1, fifos(0, 10), 2, fifos(10, 14)));

    assertThat(plan.batches()).isEmpty();
    assertThat(plan.ending()).isEmpty();
  }

  @Test
  void whatIsNewJoinsTheSmallestHolder() {
    HolderPlan plan = plan(fifos(0, 14), Map.of(1, fifos(0, 10), 2, fifos(10, 12)));

    assertThat(plan.batches()).containsExactly(new TreeSet<>(fifos(10, 14)));
    assertThat(plan.ending()).containsExactly(2);
  }

  @Test
  void noHolderGetsMoreThanItMay() {
    HolderPlan plan = plan(fifos(0, 25), Map.of());

    assertThat(plan.batches()).extracting(Set::size).containsExactly(10, 10, 5);
  }

  @Test
  void aHolderOfWhatIsGoneEnds() {
    HolderPlan plan = plan(Set.of(), Map.of(1, fifos(0, 4)));

    assertThat(plan.batches()).isEmpty();
    assertThat(plan.ending()).containsExactly(1);
  }

  @Test
  void aHolderMostOfWhichIsGoneIsReplaced() {
    HolderPlan plan = plan(fifos(0, 3), Map.of(7, fifos(0, 10)));

    assertThat(plan.batches()).containsExactly(new TreeSet<>(fifos(0, 3)));
    assertThat(plan.ending()).containsExactly(7);
  }

  @Test
  void ofTwoThatHoldTheSameOneEnds() {
    HolderPlan plan = plan(fifos(0, 4), Map.of(1, fifos(0, 2), 2, fifos(0, 4)));

    assertThat(plan.batches()).isEmpty();
    assertThat(plan.ending()).containsExactly(1);
  }

  @Test
  void whateverComesAndGoesEverythingIsHeldByFewHolders() {
    Map<Integer, Set<String>> holders = new TreeMap<>();
    int number = 0;
    for (int round = 0; round < 200; round++) {
      Set<String> wanted = fifos(round / 2, round + 2);

      HolderPlan plan = plan(wanted, holders);
      plan.ending().forEach(holders::remove);
      for (Set<String> batch : plan.batches()) {
        holders.put(++number, batch);
      }

      Set<String> held = holders.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
      assertThat(held).containsAll(wanted);
      assertThat(holders.values()).allMatch(batch -> batch.size() <= MOST);
      // Two that are half dead or half full take the place of one.
      assertThat(holders).hasSizeLessThanOrEqualTo(2 + 2 * wanted.size() / (MOST / 2));
    }
  }

  private static HolderPlan plan(Set<String> wanted, Map<Integer, Set<String>> holders) {
    return HolderPlan.of(wanted, holders, MOST);
  }

  private static Set<String> fifos(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "fifo-%04d".formatted(i))
        .collect(Collectors.toSet());
  }
}
