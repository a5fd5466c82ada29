package dev.tend.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {

  @ParameterizedTest
  @CsvSource({
    "TERM, TERM",
    "SIGTERM, TERM",
    "sigterm, TERM",
    "' term ', TERM",
    "15, TERM",
    "9, KILL",
    "usr1, USR1",
    "STOP, STOP",
  })
  void aSignalIsReadByNameOrNumber(String text, Signal signal) {
    assertThat(Signal.parse(text)).contains(signal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-9", "64", "TREM", "SIG", "SIGSIGTERM", "+15", "015"})
  void whatIsNoSignalIsNotTakenForOne(String text) {
    assertThat(Signal.parse(text)).isEmpty();
  }

  @Test
  void everyNumberHasAName() {
    assertThat(Signal.nameOf(15)).isEqualTo("SIGTERM");
    assertThat(Signal.nameOf(37)).isEqualTo("signal 37");
  }
}
