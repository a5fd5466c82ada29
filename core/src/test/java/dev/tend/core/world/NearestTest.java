package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
  private static final List<String> KNOWN = List.of("command", "worker", "web", "db");

  @ParameterizedTest
  @CsvSource({
    "comand, command",
    "commmand, command",
    "ocmmand, command",
    "commend, command",
    "wroker, worker",
    "wb, web",
    "webb, web",
    "bd, db",
  })
  void aTypingMistakeFindsTheName(String text, String name) {
    assertThat(Nearest.to(text, KNOWN)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "cmd", "x", "workshop"})
  void anotherWordFindsNothing(String text) {
    assertThat(Nearest.to(text, KNOWN)).isEmpty();
  }

  @Test
  void theNearerOneWinsAndTheFirstOfTwoEquallyNear() {
    assertThat(Nearest.to("web1", List.of("web22", "web"))).contains("web");
    assertThat(Nearest.to("wab", List.of("web", "wob"))).contains("web");
  }
}
