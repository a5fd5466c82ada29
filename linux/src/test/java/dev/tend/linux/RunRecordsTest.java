package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.After;
import dev.tend.core.lifecycle.End;
import dev.tend.core.lifecycle.HookProgress;
import dev.tend.core.lifecycle.HookProgress.Call.Regard;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
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
        new Phase.Failed(
            AT,
            new Cause.Edge(
                new UnitName("db"),
                "is being stopped",
                AT,
                Optional.of(new Cause.Asked(new Actor("root"), "stop", AT)))),
        new Phase.Failed(AT, new Cause.Recovered("found", AT)),
        new Phase.Failed(AT, ASKED));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void whereAnInstanceStandsIsKnownToTheLastLink(Phase phase) throws IOException {
    Standing standing =
        new Standing(
            LEDGER,
            new Aim.Roll(4711, 2),
            phase,
            new Fingerprint("a1", "b2"),
            List.of(),
            Optional.of(Duration.ofSeconds(90)),
            new Standing.Dates(
                Optional.of(LocalDateTime.parse("2026-12-01T08:00")),
                Optional.of(AT),
                Optional.of(AT.plusSeconds(60))));
    try (RunRecords records = open()) {
      records.standing(WEB, standing);
    }

    assertThat(recovered().standings()).containsExactly(Map.entry(WEB, standing));
  }

  static Stream<HookProgress> hooks() {
    HookProgress.Call awaited =
        new HookProgress.Call("b", RUN, AT, 81_234_567_890L, Regard.AWAITED, Optional.empty());
    HookProgress.Call aside =
        new HookProgress.Call("a", RUN, AT, 5, Regard.ASIDE, Optional.of(new Exit.Code(3)));
    HookProgress.Call cut = new HookProgress.Call("c", RUN, AT, 5, Regard.CUT, Optional.empty());
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
            List.of(aside, cut)));
  }

  @ParameterizedTest
  @MethodSource("hooks")
  void howFarHooksHaveComeIsKnown(HookProgress progress) throws IOException {
    Standing standing =
        new Standing(
            LEDGER,
            new Aim.Renew(),
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
      assertThat(Files.readString(file())).contains(" run/" + RUN + "\n0\nkind=main");

      records.launched(RUN, PROCESS);

      assertThat(Files.readString(file())).contains(" run/" + RUN + "\n4711\nkind=main");
    }
  }

  @Test
  void anEndedRunLeavesNothing() throws IOException {
    try (RunRecords records = open()) {
      records.launching(RUN, RunKind.MAIN, WEB, AT);
      records.ended(RUN);
    }

    assertThat(Files.readAllBytes(file())).containsOnly(0);
  }

  @Test
  void aCorruptRecordIsSetAsideAndSaidAndTheOthersCount() throws IOException {
    try (RunRecords records = open();
        Libc libc = new Libc();
        RecordPlaces others = new RecordPlaces(libc, folder.resolve("foreign"))) {
      records.launching(RUN, RunKind.MAIN, WEB, AT);
      records.standing(WEB, standing());
      others.put("run/broken", "12\nkind=main\n");
      others.put("run/empty", "");
      others.put("instance/db.1", "attempt=1\nresta");
      others.put("readme", "not ours\n");
      Files.writeString(folder.resolve("state/held-down"), "web.1\n");
    }
    append(Files.readAllBytes(folder.resolve("foreign")));
    append("somebody else's text".getBytes(StandardCharsets.UTF_8));

    Recovery recovery = recovered();
    assertThat(recovery.openRuns()).containsOnlyKeys(RUN);
    assertThat(recovery.standings()).containsOnlyKeys(WEB);
    assertThat(recovery.heldDown()).isEmpty();
    assertThat(recovery.setAside())
        .hasSize(6)
        .anySatisfy(
            said -> assertThat(said).endsWith("kept in records.corrupt: run/empty: it is empty"))
        .anySatisfy(said -> assertThat(said).endsWith("instance/db.1: its last line is torn"))
        .anySatisfy(said -> assertThat(said).contains("it has no head"));
    assertThat(folder.resolve("run/records.corrupt")).exists();
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
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                recovery.boot()));
  }

  /// B-18: no pid of an earlier boot is anybody's of this one.
  @Test
  void b18ABootEndsRunsAndPausesAndIsSaidOnce() throws IOException {
    try (RunRecords records = open()) {
      records.append(List.of());
    }
    OpenRun run = new OpenRun(RUN, RunKind.MAIN, WEB, AT, Optional.of(PROCESS));
    try (Libc libc = new Libc();
        RecordPlaces earlier = new RecordPlaces(libc, file())) {
      earlier.put("run/" + RUN, new RunRecord(run, "another").text());
      earlier.put("instance/" + WEB, new StandingRecord(standing(), "another").text());
    }
    Files.writeString(folder.resolve("state/boot"), "another\n");

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
    assertThat(Files.readAllBytes(file())).containsOnly(0);
  }

  @Test
  void aProcessWhoseRecordIsTornIsFoundByItsNames() throws IOException {
    ProcessBuilder sleep = new ProcessBuilder("sleep", "60");
    sleep.environment().put("TEND_RUN", RUN.text());
    sleep.environment().put("TEND_UNIT", "web");
    sleep.environment().put("TEND_INSTANCE", "2");
    Process process = sleep.start();
    try (RunRecords records = open()) {
      records.launching(RUN, RunKind.MAIN, WEB, AT);
    }
    Files.writeString(file(), Files.readString(file()).replace("kind=main", "kind=\0\0\0\0"));
    try (RunRecords next = open()) {
      assertThat(next.recover().openRuns().values())
          .extracting(OpenRun::run, OpenRun::instance, OpenRun::process)
          .containsExactly(tuple(RUN, WEB, Optional.empty()));
    } finally {
      process.destroyForcibly();
    }
    assertThat(file().resolveSibling("records.corrupt")).exists();
    assertThat(recovered().openRuns()).containsOnlyKeys(RUN);
  }

  private static Standing standing() {
    return new Standing(
        LEDGER, new Aim.Up(), new Phase.Due(), new Fingerprint("a1", "b2"), List.of());
  }

  private static String bootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException noLinux) {
      throw new UncheckedIOException(noLinux);
    }
  }

  private Path file() {
    return folder.resolve("run/records");
  }

  /// Puts bytes behind the last place that is in use.
  private void append(byte[] foreign) throws IOException {
    byte[] ours = Files.readAllBytes(file());
    int places = Math.ceilDiv(ours.length, RecordPlaces.PLACE_BYTES);
    byte[] both = Arrays.copyOf(ours, places * RecordPlaces.PLACE_BYTES + foreign.length);
    System.arraycopy(foreign, 0, both, both.length - foreign.length, foreign.length);
    Files.write(file(), both);
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
