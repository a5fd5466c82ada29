package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogCutTest {

  @ParameterizedTest(name = "{0}: size {1}, room {2}, mid-line {3} -> {4}, rotate {5}")
  @CsvSource({
    // all fits
    "aa|bb|,   0, 9, false, 6, false",
    "aa|bb|,   0, 6, false, 6, false",
    // the last line that fits
    "aa|bb|,   5, 5, false, 3, true",
    "aa|bb|,   5, 3, true,  3, true",
    // not even one fits: first a new file
    "aa|bb|,   5, 2, false, 0, true",
    "aa|bb|,   5, 0, false, 0, true",
    // a line that was begun is finished
    "aa|bb|,   5, 2, true,  3, true",
    "aa|bb|,   9, -4, true, 3, true",
    "aaaa,     9, -4, true, 4, false",
    // a line longer than a file has one to itself
    "aaaa|bb|, 0, 2, false, 5, true",
    "aaaa,     0, 2, false, 4, false",
  })
  void filesEndAtLineEnds(
      String coming, long size, long room, boolean midLine, long bytes, boolean thenRotate) {
    assertThat(LogCut.of(bytes(coming), size, room, midLine))
        .isEqualTo(new LogCut(bytes, thenRotate));
  }

  @Test
  void aLineWithoutEndIsCutInTheEnd() {
    long grown = LogCut.LINE_BYTES_MAX + 10;

    assertThat(LogCut.of(bytes("aaaa"), grown, 2 - LogCut.LINE_BYTES_MAX, true))
        .isEqualTo(new LogCut(2, true));
  }

  private static MemorySegment bytes(String text) {
    return MemorySegment.ofArray(text.replace('|', '\n').getBytes(StandardCharsets.US_ASCII));
  }
}
