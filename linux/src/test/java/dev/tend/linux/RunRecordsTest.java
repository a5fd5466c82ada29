package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.After;
import dev.tend.core.lifecycle.End;
import dev.tend.core.lifecycle.HookProgress;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.lifecycle.Standing.Aim;
import dev.tend.core.lifecycle.Standing.Phase;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.engine.Journal.OpenRun;
import dev.tend.engine.Journal.Recovery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a daemon wrote, its successor knows.
final class RunRecordsTest {

  private static final RunId RUN = new RunId("mfz3k1c0-17");
  private static final InstanceId WEB = new InstanceId(new UnitName("web"), 2);
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456789Z");
  private static final Cause.Asked ASKED =
      new Cause.Asked(new Actor("root\t(uid 0)\n\\"), "stop", AT);
  private static final ProcessRef PROCESS = new ProcessRef(4711, 98765, bootId());
  private static final Ledger LEDGER =
      new Ledger(
          3,
          7,
          List.of(1L, 22L),
          Optional.of(new Ledger.LastExit(RUN, new Exit.Signalled(11, true), AT)));

  @TempDir private Path folder;

  @Test
  void aRunIsKnownFromItsLaunchOn() throws IOException {
    try (RunRecords records = open()) {
      records.launching(RUN, RunKind.HOOK, WEB, AT);
    }

    assertThat(recovered().openRuns().values())
        .containsExactly(new OpenRun(RUN, RunKind.HOOK, WEB, AT, Optional.empty()));
  }

  @Test
  void aLaunchedRunIsKnownWithItsProcess() throws IOException {
    try (RunRecords records = open()) {
      records.launching(RUN, RunKind.MAIN, WEB, AT);
      records.launched(RUN, PROCESS);
    }

    assertThat(recovered().openRuns().values())
        .containsExactly(new OpenRun(RUN, RunKind.MAIN, WEB, AT, Optional.of(PROCESS)));
  }

  static Stream<Phase> phases() {
    Cause exited = new Cause.Exited(RUN, new Exit.Unknown("nobody looked"), AT);
    SpawnFault fault = new SpawnFault("execve", "ENOENT", "/srv/web", "");
    Cause rule = new Cause.Rule("attempt 2\nafter", AT, new Cause.Rule("a", AT, exited));
    return Stream.of(
        new Phase.Down(),
        new Phase.Due(),
        new Phase.Preparing(RUN),
        new Phase.Started(RUN),
        new Phase.Proved(RUN),
        new Phase.Retiring(RUN, new After.Wait()),
        new Phase.Tidying(RUN, new After.Judge(new End(true, true, Duration.ofMillis(5)))),
        new Phase.Leaving(RUN, new After.Stay()),
        new Phase.Leaving(RUN, new After.Wait()),
        new Phase.Leaving(RUN, new After.Fail()),
        new Phase.Leaving(RUN, new After.Judge(new End(false, true, Duration.ofMillis(1234)))),
        new Phase.Backoff(123_456_789_012L, AT, rule),
        new Phase.Completed(AT, new Cause.Exited(RUN, new Exit.Code(0), AT)),
        new Phase.Failed(AT, new Cause.SpawnFailed(RUN, fault, AT)),
        new Phase.Failed(AT, new Cause.TimedOut("start_within 30s", AT)),
        new Phase.Failed(AT, new Cause.Failed("the pre_start hook migrate failed", AT)),
        new Phase.Failed(AT, new Cause.Proved("it said so", AT)),
        new Phase.Failed(AT, new Cause.Configured("autostart is set", AT)),
        new Phase.Failed(AT, new Cause.Edge(new UnitName("db"), "is not ready", AT)),
        new Phase.Failed(AT, new Cause.Recovered("found", AT)),
        new Phase.Failed(AT, ASKED));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void whereAnInstanceStandsIsKnownToTheLastLink(Phase phase) throws IOException {
    Standing standing =
        new Standing(LEDGER, Aim.RENEW, phase, new Fingerprint("a1", "b2"), List.of());
    try (RunRecords records = open()) {
      records.standing(WEB, standing);
    }

    assertThat(recovered().standings()).containsExactly(Map.entry(WEB, standing));
  }

  static Stream<HookProgress> hooks() {
    HookProgress.Call awaited =
        new HookProgress.Call("pre_start hook b", RUN, AT, 81_234_567_890L, true, Optional.empty());
    HookProgress.Call aside =
        new HookProgress.Call("pre_start hook a", RUN, AT, 5, false, Optional.of(new Exit.Code(3)));
    TreeMap<String, String> facts = new TreeMap<>(Map.of("TEND_PID", "7", "TEND_EXIT_CODE", "3"));
    return Stream.of(
        new HookProgress(
            HookPhase.PRE_START,
            RUN,
            facts,
            List.of("a", "b"),
            new HookProgress.Next.Try(2),
            List.of(awaited, aside)),
        new HookProgress(
            HookPhase.POST_STOP,
            RUN,
            new TreeMap<>(),
            List.of("a"),
            new HookProgress.Next.Again(17),
            List.of()),
        new HookProgress(
            HookPhase.PRE_STOP,
            RUN,
            new TreeMap<>(),
            List.of(),
            new HookProgress.Next.None(),
            List.of(aside)));
  }

  @ParameterizedTest
  @MethodSource("hooks")
  void howFarHooksHaveComeIsKnown(HookProgress progress) throws IOException {
    Standing standing =
        new Standing(
            LEDGER,
            Aim.UP,
            new Phase.Preparing(RUN),
            new Fingerprint("a1", "b2"),
            List.of(progress, progress));
    try (RunRecords records = open()) {
      records.standing(WEB, standing);
    }

    assertThat(recovered().standings()).containsExactly(Map.entry(WEB, standing));
  }

  @Test
  void anInstanceThatIsGoneStandsNowhere() throws IOException {
    try (RunRecords records = open()) {
      records.standing(WEB, standing());
      records.retired(WEB);
    }

    assertThat(recovered().standings()).isEmpty();
  }

  @Test
  void theFirstLineIsThePlainPid() throws IOException {
    try (RunRecords records = open()) {
      records.launching(RUN, RunKind.MAIN, WEB, AT);
      assertThat(Files.readAllLines(file())).startsWith("0");

      records.launched(RUN, PROCESS);

      assertThat(Files.readAllLines(file())).startsWith("4711");
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
  void aCorruptRecordIsSetAsideAndSaidAndTheOthersCount() throws IOException {
    try (RunRecords records = open()) {
      records.launching(RUN, RunKind.MAIN, WEB, AT);
      records.standing(WEB, standing());
      Files.writeString(folder.resolve("run/runs/broken"), "12\nkind=main\n");
      Files.writeString(folder.resolve("run/runs/empty"), "");
      Files.writeString(folder.resolve("run/runs/half.new"), "12\nki");
      Files.writeString(folder.resolve("run/instances/db.1"), "attempt=1\nresta");
      Files.writeString(folder.resolve("run/instances/readme"), "not ours\n");
      Files.writeString(folder.resolve("state/held-down"), "web.1\n");
    }

    Recovery recovery = recovered();
    assertThat(recovery.openRuns()).containsOnlyKeys(RUN);
    assertThat(recovery.standings()).containsOnlyKeys(WEB);
    assertThat(recovery.heldDown()).isEmpty();
    assertThat(recovery.setAside())
        .hasSize(5)
        .anySatisfy(said -> assertThat(said).endsWith("kept as empty.corrupt: it is empty"))
        .anySatisfy(said -> assertThat(said).endsWith("db.1.corrupt: its last line is torn"));
    assertThat(folder.resolve("run/runs"))
        .isDirectoryContaining(file -> file.endsWith("broken.corrupt"))
        .isDirectoryContaining(file -> file.endsWith("empty.corrupt"))
        .isDirectoryNotContaining(file -> file.endsWith("half.new"));
    assertThat(recovered().setAside()).isEmpty();
  }

  @Test
  void whatAnOperatorStoppedStaysKnownWithWhoAndWhen() throws IOException {
    TreeMap<InstanceId, Cause.Asked> stopped = new TreeMap<>();
    stopped.put(WEB, ASKED);
    stopped.put(new InstanceId(new UnitName("a.b"), 1), ASKED);
    try (RunRecords records = open()) {
      records.heldDown(stopped);
    }

    assertThat(recovered().heldDown()).isEqualTo(stopped);
  }

  @Test
  void afterAFirstStartNothingIsKnown() throws IOException {
    Recovery recovery = recovered();

    assertThat(recovery)
        .isEqualTo(
            new Recovery(
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                false,
                List.of()));
  }

  /// B-18: no pid of an earlier boot is anybody's of this one.
  @Test
  void b18ABootEndsRunsAndPausesAndIsSaidOnce() throws IOException {
    try (RunRecords records = open()) {
      records.launching(RUN, RunKind.MAIN, WEB, AT);
      records.launched(RUN, PROCESS);
      records.standing(WEB, standing());
      records.append(List.of());
    }
    for (String record : List.of("run/runs/" + RUN, "run/instances/" + WEB, "state/boot")) {
      Path path = folder.resolve(record);
      Files.writeString(path, Files.readString(path).replace(bootId(), "another"));
    }

    try (RunRecords next = open()) {
      Recovery recovery = next.recover();
      assertThat(recovery.rebooted()).isTrue();
      assertThat(recovery.openRuns()).isEmpty();
      assertThat(recovery.lostRuns()).containsOnlyKeys(RUN);
      assertThat(recovery.standings()).isEmpty();
      next.append(List.of());
      next.ended(RUN);
      next.retired(WEB);
    }
    assertThat(recovered().rebooted()).isFalse();
    assertThat(folder.resolve("run/runs")).isEmptyDirectory();
  }

  @Test
  void aProcessWhoseRecordIsTornIsFoundByItsNames() throws IOException {
    ProcessBuilder sleep = new ProcessBuilder("sleep", "60");
    sleep.environment().put("TEND_RUN", RUN.text());
    sleep.environment().put("TEND_UNIT", "web");
    sleep.environment().put("TEND_INSTANCE", "2");
    Process process = sleep.start();
    try (RunRecords records = open()) {
      Files.writeString(file(), "47");
      Files.setLastModifiedTime(file(), FileTime.from(AT));

      assertThat(records.recover().openRuns().values())
          .extracting(OpenRun::run, OpenRun::instance, OpenRun::process)
          .containsExactly(tuple(RUN, WEB, Optional.empty()));
    } finally {
      process.destroyForcibly();
    }
    assertThat(file()).exists();
    assertThat(file().resolveSibling(RUN + ".corrupt")).exists();
  }

  private static Standing standing() {
    return new Standing(LEDGER, Aim.UP, new Phase.Due(), new Fingerprint("a1", "b2"), List.of());
  }

  private static String bootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException noLinux) {
      throw new UncheckedIOException(noLinux);
    }
  }

  private Path file() {
    return folder.resolve("run/runs").resolve(RUN.text());
  }

  private RunRecords open() throws IOException {
    return new RunRecords(folder.resolve("run"), folder.resolve("state"));
  }

  private Recovery recovered() throws IOException {
    try (RunRecords next = open()) {
      return next.recover();
    }
  }
}
