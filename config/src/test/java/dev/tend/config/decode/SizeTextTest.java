package dev.tend.config.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1024, 1024, 1KiB",
    "1000, 1000, 1000",
    "5B, 5, 5",
    "10k, 10240, 10KiB",
    "10m, 10485760, 10MiB",
    "10M, 10485760, 10MiB",
    "64MiB, 67108864, 64MiB",
    "64 MiB, 67108864, 64MiB",
    "1GB, 1000000000, 1000000000",
    "2g, 2147483648, 2GiB",
    "1tib, 1099511627776, 1TiB",
  })
  void aSizeIsReadAndWritten(String text, long bytes, String written) {
    assertThat(SizeText.parse(text)).contains(new SizeText(bytes));
    assertThat(new SizeText(bytes)).hasToString(written);
    assertThat(SizeText.parse(written)).contains(new SizeText(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "-1", "1.5m", "10x", "10iB", "10mm", "999999999999999999t"})
  void whatIsNoSizeIsNone(String text) {
    assertThat(SizeText.parse(text)).isEmpty();
  }
}
