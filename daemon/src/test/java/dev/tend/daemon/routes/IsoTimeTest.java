package dev.tend.daemon.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.daemon.wire.IsoTime;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IsoTimeTest {
  private static final DateTimeFormatter SLOW =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  @Test
  void itIsWrittenAsTheFormatterOfTheJdkDoes() {
    SplittableRandom random = new SplittableRandom(7);
    Stream<Instant> chosen =
        random
            .longs(5_000, -70_000_000_000L, 270_000_000_000L)
            .mapToObj(
                second -> Instant.ofEpochSecond(second, Math.floorMod(second, 1_000_000_000)));
    Stream<Instant> edges =
        Stream.of(
            Instant.MIN,
            Instant.MAX,
            Instant.EPOCH,
            Instant.parse("-0001-12-31T23:59:59.999Z"),
            Instant.parse("0000-01-01T00:00:00Z"),
            Instant.parse("9999-12-31T23:59:59.999Z"),
            Instant.parse("+10000-01-01T00:00:00Z"));

    assertThat(Stream.concat(chosen, edges))
        .allSatisfy(moment -> assertThat(IsoTime.of(moment)).isEqualTo(SLOW.format(moment)));
  }
}
