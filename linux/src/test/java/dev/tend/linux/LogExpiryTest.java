package dev.tend.linux;

import static dev.tend.linux.OutputRig.WEB;
import static dev.tend.linux.OutputRig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.LogRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rotated files go when they were last written to too long ago.
class LogExpiryTest {

  private static final Duration SPAN = Duration.ofDays(7);

  @TempDir Path folder;

  private final Instant now = Instant.now();
  private Path log;

  @BeforeEach
  void place() throws IOException {
    log = Files.createDirectories(folder.resolve("logs")).resolve("web.1.stdout.log");
  }

  @Test
  void whatIsTooOldGoesPlainAndCompressed() throws Exception {
    written("", Duration.ofDays(30));
    written(".1", Duration.ofDays(6));
    written(".2.gz", Duration.ofDays(8));
    written(".3", Duration.ofDays(9));
    written(".3.gz", Duration.ofDays(9));
    written(".4.gz", Duration.ofDays(10));

    names(SPAN).expire(now);

    assertThat(left()).containsExactly("", ".1");
  }

  @Test
  void whatIsJustAsOldAsAllowedStays() throws Exception {
    written(".1", SPAN);
    written(".2", SPAN.plusMillis(1));

    names(SPAN).expire(now);

    assertThat(left()).containsExactly(".1");
  }

  @Test
  void withoutASpanNothingGoes() throws Exception {
    written(".1", Duration.ofDays(10_000));

    names(Duration.ZERO).expire(now);

    assertThat(left()).containsExactly(".1");
  }

  @Test
  void aFreeNumberLeftByADeathIsPassedOver() throws Exception {
    written(".1.gz", Duration.ofDays(1));
    written(".3.gz", Duration.ofDays(8));

    names(SPAN).expire(now);

    assertThat(left()).containsExactly(".1.gz");
  }

  /// Else the numbers would have a gap, and readers would not find what is behind it.
  @Test
  void whatLiesBeforeAYoungOneStaysUntilThatGoes() throws Exception {
    written(".1.gz", Duration.ofDays(8));
    written(".2.gz", Duration.ofDays(1));
    written(".3.gz", Duration.ofDays(8));

    names(SPAN).expire(now);

    assertThat(left()).containsExactly(".1.gz", ".2.gz");
  }

  @Test
  void whatIsNoneOfOursStays() throws Exception {
    List<String> others = List.of("-1", ".1.bak", ".bak", ".old.gz", "1", "2.gz");
    for (String other : others) {
      written(other, Duration.ofDays(30));
    }
    written(".1", Duration.ofDays(30));
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "theirs");
    Files.setLastModifiedTime(elsewhere, FileTime.from(now.minus(Duration.ofDays(30))));
    Files.createSymbolicLink(LogNames.numbered(log, 2), elsewhere);

    names(SPAN).expire(now);
    assertThat(left()).contains(".1", ".2").containsAll(others);

    Files.delete(LogNames.numbered(log, 2));
    names(SPAN).expire(now);
    assertThat(left()).containsExactlyElementsOf(others);
    assertThat(elsewhere).exists();
  }

  @Test
  void openingTheLogDeletesThem() throws Exception {
    written("", Duration.ofDays(30));
    written(".1.gz", Duration.ofDays(1));
    written(".2.gz", Duration.ofDays(8));
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(0, SPAN, true));

      eventually().untilAsserted(() -> assertThat(left()).containsExactly("", ".1.gz"));
    }
  }

  @Test
  void aShorterSpanHoldsAtOnce() throws Exception {
    written(".1.gz", Duration.ofDays(1));
    written(".2.gz", Duration.ofDays(8));
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(0, Duration.ofDays(30), true));
      rig.output().open(WEB, rule(0, Duration.ofHours(1), true));

      eventually().untilAsserted(() -> assertThat(left()).isEmpty());
    }
  }

  @Test
  void rotationDeletesThem() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(10, SPAN, false));
      rig.run("for i in 1 2 3; do echo line $i; done");
      rig.awaitText("line 3\n");
      Files.setLastModifiedTime(
          LogNames.numbered(log, 2), FileTime.from(now.minus(Duration.ofDays(8))));

      rig.run("echo line 4");

      rig.awaitText("line 4\n");
      eventually().untilAsserted(() -> assertThat(left()).containsExactly("", ".1", ".2"));
      assertThat(rig.allLines()).containsExactly("line 2", "line 3", "line 4");
    }
  }

  /// Else a line would live on for as long as it took until somebody compressed it.
  @Test
  void aCompressedFileIsAsOldAsItsLastLine() throws Exception {
    written(".1", Duration.ofDays(3));
    FileTime before = Files.getLastModifiedTime(LogNames.numbered(log, 1));
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(0, SPAN, true));

      eventually().untilAsserted(() -> assertThat(left()).containsExactly(".1.gz"));
      assertThat(Files.getLastModifiedTime(LogNames.compressed(log, 1))).isEqualTo(before);
    }
  }

  private LogNames names(Duration keepFor) {
    LogNames names = new LogNames(log);
    names.follow(rule(0, keepFor, true));
    return names;
  }

  private static LogRule rule(long size, Duration keepFor, boolean compress) {
    LogRule usual = LogRule.DEFAULT;
    return new LogRule(
        usual.stdout(), usual.stderr(), size, Duration.ZERO, 10, keepFor, compress, false);
  }

  private void written(String suffix, Duration ago) throws IOException {
    Path file = Files.writeString(log.resolveSibling(log.getFileName() + suffix), "line\n");
    Files.setLastModifiedTime(file, FileTime.from(now.minus(ago)));
  }

  /// What follows the name of the log in the names that are there.
  private List<String> left() throws IOException {
    String name = log.getFileName().toString();
    try (Stream<Path> found = Files.list(log.getParent())) {
      return found
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith(name))
          .map(file -> file.substring(name.length()))
          .sorted()
          .toList();
    }
  }
}
