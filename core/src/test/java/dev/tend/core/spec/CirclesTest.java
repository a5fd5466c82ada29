package dev.tend.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CirclesTest {

  @ParameterizedTest
  @CsvSource({
    "a>b b>c a>c, ''",
    "a>b b>a, ab",
    "a>b b>c c>a, abc",
    "a>b b>a c>d d>c, ab cd",
    "a>b b>a a>c c>a, ab ac",
    "a>b b>c c>a b>a, ab bca",
    "x>a a>b b>a b>y, ab",
    "a>a, ''",
    "a>a a>b b>a, ab",
    "a>b a>b b>a, ab",
    "a>nobody, ''",
    "a>b b>c c>d d>b d>a, abcd dbc",
  })
  void everyEdgeOfACircleIsToldOnce(String edges, String circles) {
    assertThat(found(edges))
        .containsExactlyElementsOf(
            circles.isEmpty() ? List.of() : Arrays.asList(circles.split(" ", -1)));
  }

  @Test
  void aTangleIsToldInNoMoreCirclesThanItHasEdges() {
    SortedMap<UnitName, List<UnitName>> edges = new TreeMap<>();
    List<UnitName> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(new UnitName("u" + i));
    }
    all.forEach(unit -> edges.put(unit, all));

    assertThat(Circles.in(edges)).hasSize(60 * 59 / 2);
  }

  private static List<String> found(String text) {
    SortedMap<UnitName, List<UnitName>> edges = new TreeMap<>();
    for (String edge : text.split(" ", -1)) {
      String[] ends = edge.split(">", -1);
      edges
          .computeIfAbsent(new UnitName(ends[0]), _ -> new ArrayList<>())
          .add(new UnitName(ends[1]));
      if (ends[1].length() == 1) {
        edges.computeIfAbsent(new UnitName(ends[1]), _ -> new ArrayList<>());
      }
    }
    return Circles.in(edges).stream()
        .map(circle -> String.join("", circle.stream().map(UnitName::text).toList()))
        .toList();
  }
}
