package dev.tend.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> KNOWN =
      List.of("command", "instances", "env", "env_files", "user", "log");

  @ParameterizedTest
  @CsvSource({
    "comand, Did you mean 'command'?",
    "cmomand, Did you mean 'command'?",
    "instance, Did you mean 'instances'?",
    "evn, Did you mean 'env'?",
    "env_file, Did you mean 'env_files'?",
    "lgo, Did you mean 'log'?",
    "environment, Did you mean 'env'?",
    "inst, Did you mean 'instances'?",
    "zzz, ''",
    "restart, ''",
  })
  void theNearestWordIsSuggestedWhenItIsNear(String misspelt, String hint) {
    assertThat(Nearest.hint(misspelt, KNOWN)).isEqualTo(hint);
  }
}
