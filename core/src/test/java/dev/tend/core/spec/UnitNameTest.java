package dev.tend.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"web", "7zip", "web-2", "a.b", "web.2a", "x@y:z+_w", "A"})
  void theseAreNames(String text) {
    assertThat(new UnitName(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', it is empty",
    "web.2, a dot and digits",
    "web.2.30, a dot and digits",
    "'../etc', only letters",
    "a..b, it contains '..'",
    "a/b, only letters",
    "-web, only letters",
    ".web, only letters",
    "'we b', only letters",
    "web*, only letters",
    "@web, only letters",
    "wéb, only letters",
    "'web\n', only letters",
  })
  void theseAreNotAndAreToldWhy(String text, String objection) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UnitName(text))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining(objection);
  }

  @Test
  void aNameLeavesRoomInAFileName() {
    assertThat(UnitName.objection("x".repeat(100))).isEmpty();
    assertThat(UnitName.objection("x".repeat(101))).contains("it is longer than 100 characters");
  }
}
