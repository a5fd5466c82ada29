package dev.tend.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpositionTest {

  private final Exposition page = new Exposition();

  @Test
  void familiesAndSamplesStandInTheOrderInWhichTheyCame() {
    var second = page.family("b_total", Exposition.Type.COUNTER, "Bees.");
    second.add(2, "unit", "web", "instance", "1");
    second.add(1, "unit", "db", "instance", "1");
    page.family("a", Exposition.Type.GAUGE, "As.").add(0.25);

    assertThat(page)
        .hasToString(
            """
            # HELP b_total Bees.
            # TYPE b_total counter
            b_total{unit="web",instance="1"} 2
            b_total{unit="db",instance="1"} 1
            # HELP a As.
            # TYPE a gauge
            a 0.25
            """);
  }

  @Test
  void whatWouldEndALineOrALabelIsEscaped() {
    page.family("x", Exposition.Type.GAUGE, "a \"b\" \\ c\nd").add(1, "l", "a \"b\" \\ c\nd");

    assertThat(page)
        .hasToString(
            """
            # HELP x a "b" \\\\ c\\nd
            # TYPE x gauge
            x{l="a \\"b\\" \\\\ c\\nd"} 1
            """);
  }

  @Test
  void numbersAreWrittenOut() {
    var family = page.family("x", Exposition.Type.GAUGE, "");
    family.add(1_763_737_200.25);
    family.add(12_345_678_901.0);
    family.add(-0.001);
    family.add(Double.NaN);
    family.add(Double.POSITIVE_INFINITY);
    family.add(Double.NEGATIVE_INFINITY);

    assertThat(page.toString().lines().skip(2))
        .containsExactly(
            "x 1763737200.25", "x 12345678901", "x -0.001", "x NaN", "x +Inf", "x -Inf");
  }
}
