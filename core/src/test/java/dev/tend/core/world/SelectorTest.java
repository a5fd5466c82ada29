package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {

  @ParameterizedTest
  @CsvSource({
    "web, OfUnit",
    "web.a, OfUnit",
    "web.2, OfInstance",
    "a.b.12, OfInstance",
    "web.0, OfPattern",
    "web.9999999999, OfPattern",
    "web*, OfPattern",
    "we?, OfPattern",
    "@backend, OfGroup",
    "'', OfPattern",
    "../x, OfPattern",
    "../x.2, OfPattern",
  })
  void whatStandsOnACommandLineMeansOneThing(String text, String kind) {
    Selector selector = Selector.parse(text);

    assertThat(selector.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(selector.text()).isEqualTo(text);
  }
}
