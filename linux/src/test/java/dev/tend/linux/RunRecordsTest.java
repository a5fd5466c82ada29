package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.engine.Journal.OpenRun;
import dev.tend.engine.Journal.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a daemon wrote, its successor knows.
final class RunRecordsTest {

  private static final RunId RUN = new RunId("mfz3k1c0-17");
  private static final InstanceId WEB = new InstanceId(new UnitName("web"), 2);
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456789Z");
  private static final ProcessRef PROCESS = new ProcessRef(4711, 98765, "boot");

  @TempDir private Path folder;

  @Test
  void aRunIsKnownFromItsLaunchOn() throws IOException {
    try (RunRecords records = open()) {
      records.launching(RUN, RunKind.HOOK, WEB, AT);
    }

    assertThat(recovered())
        .isEqualTo(
            new OpenRun(
                RUN,
                RunKind.HOOK,
                WEB,
                AT,
                Optional.empty(),
                new Standing(1, 0, false, List.of())));
  }

  @Test
  void aLaunchedRunIsKnownWithItsProcessAndStanding() throws IOException {
    Standing standing = new Standing(3, 7, true, List.of(1L, 22L));
    try (RunRecords records = open()) {
      records.launching(RUN, RunKind.MAIN, WEB, AT);
      records.launched(RUN, PROCESS, new Standing(3, 7, false, List.of()));
      records.standing(RUN, standing);
    }

    assertThat(recovered())
        .isEqualTo(new OpenRun(RUN, RunKind.MAIN, WEB, AT, Optional.of(PROCESS), standing));
  }

  @Test
  void theFirstLineIsThePlainPid() throws IOException {
    try (RunRecords records = open()) {
      records.launching(RUN, RunKind.MAIN, WEB, AT);
      Path file = folder.resolve("run/runs/mfz3k1c0-17");
      assertThat(Files.readAllLines(file)).startsWith("0");

      records.launched(RUN, PROCESS, new Standing(1, 0, false, List.of()));

      assertThat(Files.readAllLines(file)).startsWith("4711");
    }
  }

  @Test
  void anEndedRunLeavesNothing() throws IOException {
    try (RunRecords records = open()) {
      records.launching(RUN, RunKind.MAIN, WEB, AT);
      records.ended(RUN);
    }

    assertThat(folder.resolve("run/runs")).isEmptyDirectory();
  }

  @Test
  void aCorruptRecordIsSetAsideAndTheOthersCount() throws IOException {
    try (RunRecords records = open()) {
      records.launching(RUN, RunKind.MAIN, WEB, AT);
      Files.writeString(folder.resolve("run/runs/broken"), "12\nkind=main\n");
      Files.writeString(folder.resolve("run/runs/empty"), "");
      Files.writeString(folder.resolve("run/runs/half.new"), "12\nki");
    }

    assertThat(recovered().run()).isEqualTo(RUN);
    assertThat(folder.resolve("run/runs"))
        .isDirectoryContaining(file -> file.endsWith("broken.corrupt"))
        .isDirectoryContaining(file -> file.endsWith("empty.corrupt"))
        .isDirectoryNotContaining(file -> file.endsWith("half.new"));
  }

  @Test
  void whatAnOperatorStoppedStaysKnown() throws IOException {
    TreeSet<InstanceId> stopped =
        new TreeSet<>(List.of(WEB, new InstanceId(new UnitName("a.b"), 1)));
    try (RunRecords records = open()) {
      records.heldDown(stopped);
    }

    try (RunRecords next = open()) {
      assertThat(next.recover().heldDown()).isEqualTo(stopped);
    }
  }

  @Test
  void afterAFirstStartNothingIsKnown() throws IOException {
    try (RunRecords records = open()) {
      assertThat(records.recover().openRuns()).isEmpty();
      assertThat(records.recover().heldDown()).isEmpty();
    }
  }

  private RunRecords open() throws IOException {
    return new RunRecords(folder.resolve("run"), folder.resolve("state"));
  }

  private OpenRun recovered() throws IOException {
    try (RunRecords next = open()) {
      assertThat(next.recover().openRuns()).containsOnlyKeys(RUN);
      return next.recover().openRuns().sequencedValues().getFirst();
    }
  }
}
