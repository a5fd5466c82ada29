package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.Group;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  private static final Selection SELECTION = selection();

  @ParameterizedTest
  @CsvSource({
    "web, '[web.1, web.2]'",
    "web.2, '[web.2]'",
    "idle, '[]'",
    "w*, '[web.1, web.2, worker.1]'",
    "*, '[db.1, web.1, web.2, worker.1]'",
    "?b, '[db.1]'",
    "id*, '[]'",
    "@backend, '[db.1, worker.1]'",
  })
  void aNameMeansTheseInstances(String text, String instances) {
    assertThat(SELECTION.find(Selector.parse(text)))
        .hasValueSatisfying(found -> assertThat(found).hasToString(instances));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wbe", "web.3", "x*", "@backedn", "web.", "d.b", "idle.1", "w.*"})
  void aNameThatNothingGoesByMeansNothing(String text) {
    assertThat(SELECTION.find(Selector.parse(text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "wbe, no unit named 'wbe', Did you mean 'web'?",
        "wroker, no unit named 'wroker', Did you mean 'worker'?",
        "wbe.1, no instance named 'wbe.1', Did you mean 'web'?",
        "web.7, no instance named 'web.7', Did you mean 'web.2'?",
        "idle.1, no instance named 'idle.1', 'tend status' lists the units.",
        "postgres, no unit named 'postgres', 'tend status' lists the units.",
        "x*, no unit matches 'x*', 'tend status' lists the units.",
        "backend, no unit named 'backend', Did you mean '@backend'?",
        "@backedn, no group named 'backedn', Did you mean '@backend'?",
        "@all, no group named 'all', 'tend group list' lists the groups.",
      })
  void whatIsMissingIsSaidWithTheNameThatWasProbablyMeant(
      String text, String sentence, String hint) {
    assertThat(SELECTION.missing(Selector.parse(text)))
        .isEqualTo(new Selection.Missing(sentence, hint));
  }

  private static Selection selection() {
    TreeMap<UnitName, List<InstanceId>> units = new TreeMap<>();
    Map.of("web", 2, "worker", 1, "db", 1, "idle", 0)
        .forEach((name, count) -> units.put(new UnitName(name), instances(name, count)));
    Group backend = new Group("backend", List.of(new UnitName("worker"), new UnitName("db")));
    return new Selection(units, Map.of("backend", backend));
  }

  private static List<InstanceId> instances(String name, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> new InstanceId(new UnitName(name), number))
        .toList();
  }
}
