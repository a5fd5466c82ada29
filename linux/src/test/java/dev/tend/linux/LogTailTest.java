package dev.tend.linux;

import static dev.tend.linux.OutputRig.WEB;
import static dev.tend.linux.OutputRig.eventually;
import static dev.tend.linux.OutputRig.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir Path folder;
  private Path log;
  private LogNames names;

  @BeforeEach
  void begin() {
    log = folder.resolve("web.log");
    names = new LogNames(log);
    names.follow(OutputRig.rule(0, 5, false));
  }

  @Test
  void theLastLinesComeFirst() throws Exception {
    write("1\n2\n3\n4\n");

    assertThat(last(2)).containsExactly("3", "4");
    assertThat(last(9)).containsExactly("1", "2", "3", "4");
    assertThat(last(0)).isEmpty();
  }

  /// A thousand readers are woken for a line each, and each would leave the room to the collector.
  @Test
  void aReaderTakesRoomForWhatIsThereOnly() throws Exception {
    byte[] none = {};
    byte[] little =
        new LogSource("a", new ByteArrayInputStream(new byte[100])).roomFor(none, 9, 99);
    byte[] less = new LogSource("a", new ByteArrayInputStream(new byte[20])).roomFor(none, 9, 99);
    byte[] least = new LogSource("a", new ByteArrayInputStream(none)).roomFor(none, 9, 99);

    assertThat(little).hasSize(99);
    assertThat(less).hasSize(20);
    assertThat(least).hasSize(9);
    assertThat(LogSource.none().roomFor(less, 9, 99)).isSameAs(less);
  }

  @Test
  void linesLongerThanABlockAreCountedRight() throws Exception {
    write("first\n" + "x".repeat(200_000) + "\nlast\n");

    assertThat(String.join("", last(2))).isEqualTo("x".repeat(200_000) + "last");
  }

  @Test
  void olderFilesAddWhatTheCurrentOneLacks() throws Exception {
    write("1\n2\n3\n");
    rotate(true);
    write("4\n5\n");
    rotate(false);
    write("6\n");

    assertThat(last(2)).containsExactly("5", "6");
    assertThat(last(4)).containsExactly("3", "4", "5", "6");
    assertThat(last(99)).containsExactly("1", "2", "3", "4", "5", "6");
  }

  @Test
  void theEndOfAnUnfinishedLineIsHeldBackUntilAskedFor() throws Exception {
    write("whole\nha");
    try (LogTail tail = LogTail.last(log, 10)) {
      assertThat(texts(tail.next())).containsExactly("whole");
      write("lf\n");
      assertThat(texts(tail.next())).containsExactly("half");
      write("rest");
      assertThat(tail.next()).isEmpty();
      assertThat(texts(tail.unfinished().stream().toList())).containsExactly("rest");
    }
  }

  @Test
  void aLogThatIsNotThereYetIsFollowedFromItsBeginning() throws Exception {
    try (LogTail tail = LogTail.last(log, 10)) {
      assertThat(tail.next()).isEmpty();
      write("1\n");
      rotate(true);
      write("2\n");
      assertThat(texts(tail.next())).containsExactly("1", "2");
    }
  }

  @Test
  void followingGoesOnAcrossRotations() throws Exception {
    write("1\n");
    try (LogTail tail = LogTail.last(log, 10)) {
      assertThat(texts(tail.next())).containsExactly("1");
      write("2\n");
      rotate(true);
      write("3\n");
      rotate(true);
      write("4\n");
      rotate(false);
      assertThat(texts(tail.next())).containsExactly("2", "3", "4");
      assertThat(tail.next()).isEmpty();
      write("5\n");
      assertThat(texts(tail.next())).containsExactly("5");
    }
  }

  @Test
  void aPositionLeadsBackIntoAFileThatWasCompressedMeanwhile() throws Exception {
    write("1\n2\n");
    String position = positionAfter("1");
    rotate(true);
    write("3\n");
    rotate(true);
    write("4\n");

    assertThat(after(position)).containsExactly("2", "3", "4");
  }

  @Test
  void whatIsKeptNoMoreIsReportedMissed() throws Exception {
    write("1\n");
    String position = positionAfter("1");
    names.follow(OutputRig.rule(0, 2, false));
    for (int line = 2; line <= 6; line++) {
      rotate(false);
      write(line + "\n");
    }

    try (LogTail tail = LogTail.after(log, position)) {
      List<LogPiece> pieces = tail.next();
      assertThat(pieces.getFirst()).isInstanceOf(LogPiece.Missed.class);
      assertThat(texts(pieces)).containsExactly("4", "5", "6");
    }
  }

  @Test
  void anEmptiedFileIsReadFromItsStart() throws Exception {
    write("one\ntwo\n");
    try (LogTail tail = LogTail.last(log, 1)) {
      assertThat(texts(tail.next())).containsExactly("two");
      Files.newOutputStream(log, StandardOpenOption.TRUNCATE_EXISTING).close();
      assertThat(tail.next()).isEmpty();
      write("new\n");
      assertThat(texts(tail.next())).containsExactly("new");
    }
  }

  @Test
  void aVeryLongLineComesInParts() throws Exception {
    write("é".repeat(LogLines.PIECE_BYTES_MAX) + "\n");
    try (LogTail tail = LogTail.last(log, 1)) {
      List<LogPiece> pieces = all(tail);
      assertThat(pieces).hasSizeBetween(2, 4);
      assertThat(String.join("", texts(pieces))).isEqualTo("é".repeat(LogLines.PIECE_BYTES_MAX));
      assertThat(((LogPiece.Text) pieces.getLast()).ended()).isTrue();
      assertThat(((LogPiece.Text) pieces.getFirst()).ended()).isFalse();
    }
  }

  @Test
  void nonsenseIsNoPosition() {
    for (String nonsense : List.of("", "x", "1-2", "zz-y:1", "1-2:-1", ":")) {
      assertThatThrownBy(() -> LogTail.after(log, nonsense).close())
          .as(nonsense)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aFollowerOfABusyLogSeesEveryLineOnceAndInOrder() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(50_000, 1000, true));
      List<String> seen = new ArrayList<>();
      try (LogTail tail = LogTail.last(rig.log(), 0)) {
        Process writer = rig.spawn("seq 1 200000");
        eventually()
            .pollInSameThread()
            .until(() -> {
              seen.addAll(texts(tail.next()));
              return seen.size() >= 200_000;
            });
        assertThat(writer.waitFor()).isZero();
        assertThat(tail.next()).isEmpty();
      }
      assertThat(seen)
          .isEqualTo(IntStream.rangeClosed(1, 200_000).mapToObj(Integer::toString).toList());
    }
  }

  private void write(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rotate(boolean compress) throws IOException {
    names.rotate();
    if (compress) {
      compressNewest();
    }
  }

  private void compressNewest() throws IOException {
    try (OutputCalls calls = new OutputCalls()) {
      Path plain = LogNames.numbered(log, 1);
      String identity = calls.stat(plain.toString()).orElseThrow().identity();
      byte[] content = Files.readAllBytes(plain);
      try (OutputStream out = Files.newOutputStream(LogNames.compressed(log, 1));
          LogGzip gzip = new LogGzip(out, identity)) {
        gzip.write(content, content.length);
        gzip.finish();
      }
      Files.delete(plain);
    }
  }

  private List<String> last(int lines) throws IOException {
    try (LogTail tail = LogTail.last(log, lines)) {
      return texts(all(tail));
    }
  }

  private static List<LogPiece> all(LogTail tail) throws IOException {
    List<LogPiece> all = new ArrayList<>();
    List<LogPiece> some = tail.next();
    while (!some.isEmpty()) {
      all.addAll(some);
      some = tail.next();
    }
    return all;
  }

  private List<String> after(String position) throws IOException {
    try (LogTail tail = LogTail.after(log, position)) {
      return texts(tail.next());
    }
  }

  private String positionAfter(String text) throws IOException {
    try (LogTail tail = LogTail.last(log, 99)) {
      return tail.next().stream()
          .filter(piece -> piece instanceof LogPiece.Text(String found, _, _) && found.equals(text))
          .findFirst()
          .orElseThrow()
          .position();
    }
  }

  private static List<String> texts(List<LogPiece> pieces) {
    return pieces.stream()
        .filter(LogPiece.Text.class::isInstance)
        .map(piece -> ((LogPiece.Text) piece).text())
        .toList();
  }
}
