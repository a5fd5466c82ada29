package dev.tend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tend.api.InstanceStatus.LastExit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {

  private static final InstanceStatus WEB =
      new InstanceStatus(
          "web",
          2,
          "service",
          "backoff",
          "up",
          null,
          null,
          "2026-11-21T08:00:00Z",
          false,
          3,
          4,
          new LastExit(1, null, null, "2026-11-21T08:00:00Z"),
          "2026-11-21T08:00:01Z",
          "exited with \"code\" 1\n",
          false,
          null,
          List.of("db is not ready"),
          new InstanceStatus.Said(null, "indexing", "reloading", 5, "2026-11-21T08:00:00Z"));

  private final Codec codec = new Codec();

  private static RunRecord run(@Nullable RunExit exit, @Nullable Long cpu, @Nullable Long peak) {
    return new RunRecord(
        "mfz3k1c0-7",
        "web",
        2,
        exit == null ? "main" : "hook",
        exit == null ? null : "migrate",
        41,
        "2026-11-21T08:00:00Z",
        exit == null ? null : "2026-11-21T08:00:01Z",
        exit,
        cpu,
        peak,
        "root asked for a start",
        exit == null ? null : "it ended");
  }

  static Stream<Record> everyRecord() {
    return Stream.of(
        WEB,
        new GroupStatus("backend", List.of("web", "db"), List.of(WEB)),
        new CommandResult(List.of(), Long.MAX_VALUE),
        new DaemonStatus(
            1, "0.1.0", "2026-11-21T08:00:00Z", "/etc/tend/tend.toml", true, "/api", null),
        new HistoryStatus(true, 4, "the disk is full", "/var/lib/tend/history.db"),
        run(null, null, null),
        run(new RunExit(3, null, null), 12L, 1L << 40),
        run(new RunExit(null, "SIGKILL", null), 0L, 4096L),
        run(new RunExit(null, null, "it ended unseen"), null, null),
        new ErrorBody("no unit named 'wbe'", "Did you mean 'web'?", List.of("a", "b")),
        new WhyAnswer(
            "web",
            "waiting",
            "2026-11-21T08:00:00Z",
            "run 1 exited",
            List.of(new WhyAnswer.Link("db", "2026-11-21T08:00:00Z", "exited", "it broke")),
            List.of("db is not ready"),
            List.of("it requires db to be ready; db is backoff"),
            new WhyAnswer.Next("2026-11-21T08:00:00Z", "another attempt"),
            List.of(
                new WhyAnswer.ProbeAnswer(
                    "liveness", "2026-11-21T08:00:00Z", false, "got HTTP 503: no database")),
            List.of("bind: address already in use"),
            null),
        new RollStatus(
            7,
            "rolling",
            1,
            "root asked",
            "",
            List.of("web.1"),
            List.of("web.2"),
            List.of("web.3")),
        new Graph(
            List.of(new Graph.Unit("web", "running", 1, 2)),
            List.of(
                new Graph.Edge("web", "requires", "db", "ready", true),
                new Graph.Edge("web", "wants", "cache", null, false))),
        new EventRecord(
            9,
            "2026-11-21T08:00:00Z",
            null,
            null,
            "reloaded",
            null,
            null,
            null,
            null,
            "root asked"),
        new ReloadResult(List.of("a"), List.of("b"), List.of("c"), List.of(), List.of("d"), 3),
        new LogLine("wéb", 1, "stdout", "tab\t and \u0000 and 😀", true, "migrate"),
        new GapNote(4),
        new VersionAnswer("0.1.0", "25", null));
  }

  @ParameterizedTest
  @MethodSource("everyRecord")
  void everyRecordComesBackAsItWent(Record record) throws Exception {
    assertRoundTrip(record.getClass(), record);
  }

  private <T> void assertRoundTrip(Class<T> type, Object record) throws Exception {
    String json = codec.write(type, type.cast(record));

    assertThat(codec.read(type, json)).isEqualTo(record);
    assertThat(json).doesNotContain("\n");
  }

  @Test
  void absentValuesAreNullButOfAnExitOnlyOneKeyStands() {
    assertThat(codec.write(InstanceStatus.class, WEB))
        .contains("\"pid\":null", "\"version\":null")
        .contains("\"last_exit\":{\"code\":1,\"at\":\"2026-11-21T08:00:00Z\"},\"next_start\":");
  }

  @Test
  void anInstanceThatNeverEndedHasANullLastExit() throws Exception {
    String without =
        codec
            .write(InstanceStatus.class, WEB)
            .replaceAll("\"last_exit\":\\{.*?}", "\"last_exit\":null");

    InstanceStatus read = codec.read(InstanceStatus.class, without);

    assertThat(codec.write(InstanceStatus.class, read)).isEqualTo(without);
  }

  @Test
  void fieldsOfANewerDaemonAreSkipped() throws Exception {
    String newer =
        "{\"moon\":{\"phase\":[1,{\"x\":null}]},\"units\":[\"a\"],\"position\":5,\"z\":\"\"}";

    assertThat(codec.read(CommandResult.class, newer))
        .isEqualTo(new CommandResult(List.of("a"), 5));
  }

  @Test
  void aRecordWithoutARequiredFieldIsRefusedByItsName() {
    assertThatThrownBy(() -> codec.read(LogLine.class, "{\"unit\":\"web\",\"stream\":\"stdout\"}"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("'text'");
  }

  @Test
  void aListIsReadAndWritten() throws Exception {
    String json = codec.writeList(InstanceStatus.class, List.of(WEB, WEB));

    assertThat(codec.readList(InstanceStatus.class, json.getBytes(StandardCharsets.UTF_8)))
        .containsExactly(WEB, WEB);
  }

  @Test
  void everyPrefixOfARecordIsMalformedAndNothingWorse() {
    String json = codec.write(InstanceStatus.class, WEB);
    for (int length = 0; length < json.length(); length++) {
      String half = json.substring(0, length);
      assertThatThrownBy(() -> codec.read(InstanceStatus.class, half))
          .as(half)
          .isInstanceOf(MalformedException.class);
    }
  }
}
