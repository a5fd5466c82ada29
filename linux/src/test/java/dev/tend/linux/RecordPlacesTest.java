package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.linux.RecordPlaces.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever moment its writer died at, a record is the old one or the new one.
final class RecordPlacesTest {

  @TempDir private Path folder;
  private final Libc libc = new Libc();

  @AfterEach
  void letGo() {
    libc.close();
  }

  @Test
  void whatWasPutLastIsRead() throws IOException {
    try (RecordPlaces places = open()) {
      places.put("b", "first");
      places.put("a", "ä\n");
      places.put("b", "second");
    }

    assertThat(read()).containsExactly(whole("a", "ä\n"), whole("b", "second"));
  }

  @Test
  void whatWasRemovedIsGoneAndWasZeroed() throws IOException {
    try (RecordPlaces places = open()) {
      places.put("a", "x".repeat(3 * RecordPlaces.PLACE_BYTES));
      places.remove("a");
      places.remove("never there");
    }

    assertThat(read()).isEmpty();
    assertThat(Files.readAllBytes(file())).containsOnly(0);
  }

  @Test
  void placesAreUsedAgain() throws IOException {
    try (RecordPlaces places = open()) {
      for (int i = 0; i < 1000; i++) {
        places.put("a", "x".repeat(i % 1200));
        places.put("b", "y".repeat(i % 700));
      }
    }

    assertThat(Files.size(file())).isLessThan(12 * RecordPlaces.PLACE_BYTES);
    assertThat(read()).containsExactly(whole("a", "x".repeat(999)), whole("b", "y".repeat(299)));
  }

  @Test
  void theNextDaemonGoesOnWithoutHarmToWhatIsThere() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    TreeMap<String, String> expected = new TreeMap<>();
    for (int daemon = 0; daemon < 20; daemon++) {
      try (RecordPlaces places = open()) {
        assertThat(places.read())
            .isEqualTo(expected.entrySet().stream().map(RecordPlacesTest::whole).toList());
        for (int change = 0; change < 50; change++) {
          String key = "key" + random.nextInt(20);
          String text = "z".repeat(random.nextInt(1500));
          if (random.nextBoolean()) {
            places.put(key, text);
            expected.put(key, text);
          } else {
            places.remove(key);
            expected.remove(key);
          }
        }
      }
    }
  }

  /// Dead after a part of the new record was written, and after all of it, with the old one there.
  @Test
  void aRecordWhoseWriterDiedIsTheOldOneOrTheNewOne() throws IOException {
    byte[] old = RecordHead.record(7, "a", "old");
    byte[] next = RecordHead.record(8, "a", "new");
    for (int written = 0; written <= next.length; written++) {
      byte[] both = new byte[2 * RecordPlaces.PLACE_BYTES];
      System.arraycopy(next, 0, both, 0, written);
      System.arraycopy(old, 0, both, RecordPlaces.PLACE_BYTES, old.length);
      Files.write(file(), both);

      assertThat(read())
          .filteredOn(Found.Whole.class::isInstance)
          .containsExactly(whole("a", written == next.length ? "new" : "old"));
    }
  }

  @Test
  void whatIsTornSaysWhoseItWas() throws IOException {
    byte[] record = RecordHead.record(7, "a", "text");
    record[record.length - 1] = 'X';
    Files.write(file(), record);

    assertThat(read())
        .singleElement()
        .extracting(Object::toString)
        .asString()
        .contains("Optional[a]", "it is torn (at byte 0)");
  }

  @Test
  void whatIsNoRecordIsFoundOnceHoweverLongItIs() throws IOException {
    byte[] foreign = "nobody's ".repeat(300).getBytes(StandardCharsets.UTF_8);
    Files.write(file(), foreign);

    try (RecordPlaces places = open()) {
      List<Found> found = places.read();
      assertThat(found).hasSize(1);
      places.discard((Found.Broken) found.getFirst());
      places.put("a", "ours");
    }

    assertThat(read()).containsExactly(whole("a", "ours"));
  }

  private static Found whole(Map.Entry<String, String> record) {
    return whole(record.getKey(), record.getValue());
  }

  private static Found whole(String key, String text) {
    return new Found.Whole(key, text);
  }

  private Path file() {
    return folder.resolve("records");
  }

  private RecordPlaces open() throws IOException {
    return new RecordPlaces(libc, file());
  }

  private List<Found> read() throws IOException {
    try (RecordPlaces places = open()) {
      return places.read();
    }
  }
}
