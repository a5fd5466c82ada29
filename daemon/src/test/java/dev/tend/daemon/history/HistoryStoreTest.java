package dev.tend.daemon.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.api.Codec;
import dev.tend.api.EventRecord;
import dev.tend.api.RunExit;
import dev.tend.api.RunRecord;
import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.Usage;
import dev.tend.core.spec.HistoryRule;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Entry;
import dev.tend.daemon.routes.Past;
import dev.tend.daemon.routes.Past.RunQuestion;
import dev.tend.daemon.routes.Past.Runs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The history on real files. A daemon that is killed is one whose store is left as it is.
class HistoryStoreTest {

  private static final String UNSEEN = "no end of it was recorded: it was gone with its daemon";
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /// Nothing is written unless somebody asks, and another's lock is waited for as long as it takes.
  private static final Pace PATIENT =
      new Pace(DEADLINE, DEADLINE, Duration.ofMillis(10), Duration.ofMillis(50), DEADLINE);

  private static final Pace PROMPT =
      new Pace(
          Duration.ZERO, Duration.ZERO, Duration.ofMillis(10), Duration.ofMillis(50), DEADLINE);

  private static final Pace HASTY =
      new Pace(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          Duration.ofMillis(20));

  @TempDir private Path folder;
  private Pace pace = PATIENT;
  private Path state;
  private Path runtime;
  private HistoryRule rule = HistoryRule.DEFAULT;

  @BeforeEach
  void folders() throws IOException {
    state = Files.createDirectory(folder.resolve("state"));
    runtime = Files.createDirectory(folder.resolve("run"));
  }

  @Test
  void aRunIsThereFromItsStartToItsEnd() throws IOException {
    try (HistoryStore store = open()) {
      store.started(Facts.start("a-1"));

      assertThat(runs(store))
          .singleElement()
          .satisfies(run -> {
            assertThat(run.pid()).isEqualTo(41);
            assertThat(run.because()).isEqualTo("root asked for a start");
            assertThat(Stream.of(run.ended(), run.exit(), run.cause(), run.cpuMs()))
                .containsOnlyNulls();
          });

      Usage usage = new Usage(Duration.ofMillis(1234), 5_000_000);
      store.ended(Facts.end("a-1", new Exit.Signalled(9, false)), usage);

      assertThat(runs(store))
          .singleElement()
          .satisfies(run -> {
            assertThat(run.exit()).isEqualTo(new RunExit(null, "SIGKILL", null));
            assertThat(run.cpuMs()).isEqualTo(1234);
            assertThat(run.memoryPeak()).isEqualTo(5_000_000);
            assertThat(run.because()).isEqualTo("root asked for a start");
            assertThat(run.cause()).isEqualTo("it was killed by SIGKILL");
          });
    }
  }

  @Test
  void theCausesOfAnEventAreKeptWithIt() throws IOException {
    Instant at = Instant.parse("2026-11-21T08:00:00Z");
    Cause asked = new Cause.Asked(new Actor("root"), "stop", at);
    Cause.Edge pulled =
        new Cause.Edge(new UnitName("db"), "is being stopped", at, Optional.of(asked));
    InstanceId web = new InstanceId(new UnitName("web"), 1);
    try (HistoryStore store = open()) {
      store.append(
          List.of(
              new Entry(
                  1,
                  at,
                  Optional.of(web),
                  "stopping",
                  Optional.of(StateName.RUNNING),
                  Optional.of(StateName.STOPPING),
                  pulled,
                  Optional.empty())));

      assertThat(store.past().eventsUpTo("web", at.minusMillis(1), 10)).isEmpty();
      assertThat(store.past().eventsUpTo("web", at, 10))
          .singleElement()
          .satisfies(event ->
              assertThat(event.chain())
                  .containsExactly(
                      new EventRecord.Link(
                          "2026-11-21T08:00:00.000Z", "edge", "db", "db is being stopped"),
                      new EventRecord.Link(
                          "2026-11-21T08:00:00.000Z", "asked", null, "root asked for a stop")));
      assertThat(store.past().eventsAfter("web", at.minusMillis(1), 10)).hasSize(1);
      assertThat(store.past().eventsAfter("db", at.minusMillis(1), 10)).isEmpty();
      assertThat(store.past().beginning()).contains(at);
    }
  }

  @Test
  void theNextDaemonGoesOnWithTheNumbersAndKnowsWhatWas() throws IOException {
    try (HistoryStore store = open()) {
      assertThat(store.lastEvent()).isZero();
      happen(store, 1, 20);
    }
    try (HistoryStore store = open()) {
      assertThat(store.lastEvent()).isEqualTo(20);
      happen(store, 21, 25);

      assertThat(events(store))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 25).boxed().toList());
    }
  }

  @Test
  void aKilledDaemonReusesNoNumberAndLosesNoEnd() throws IOException {
    HistoryStore killed = open();
    killed.started(Facts.start("a-1"));
    happen(killed, 1, 7);
    killed.ended(Facts.end("a-1", new Exit.Code(3)), Usage.UNKNOWN);
    // What the queue held goes with the daemon: it has not even opened the database yet.
    assertThat(state.resolve("history.db")).doesNotExist();

    try (HistoryStore next = open()) {
      assertThat(next.lastEvent()).isEqualTo(7);
      next.recovered(List.of(), Instant.now());

      assertThat(runs(next))
          .singleElement()
          .satisfies(run -> assertThat(run.exit()).isEqualTo(new RunExit(3, null, null)));
    } finally {
      killed.close();
    }
  }

  @Test
  void anEndThatWasSeenIsNotForgottenForOneThatWasNot() throws IOException {
    HistoryStore killed = open();
    killed.started(Facts.start("a-1"));
    killed.ended(Facts.end("a-1", new Exit.Code(3)), Usage.UNKNOWN);

    // The daemon was killed before its journal forgot the run, so the next one tells of it again.
    try (HistoryStore next = open()) {
      next.recovered(List.of(Facts.open("a-1")), Instant.now());
      next.ended(Facts.end("a-1", new Exit.Unknown("it ended unseen")), Usage.UNKNOWN);

      assertThat(runs(next))
          .singleElement()
          .satisfies(run -> assertThat(run.exit()).isEqualTo(new RunExit(3, null, null)));
    } finally {
      killed.close();
    }
  }

  @Test
  void aRunThatNobodyKnowsMoreEndedUnseenAndOneThatIsTakenOverGoesOn() throws IOException {
    try (HistoryStore store = open()) {
      store.started(Facts.start("a-1"));
      store.started(Facts.start("a-2"));
    }
    try (HistoryStore next = open()) {
      next.recovered(List.of(Facts.open("a-2")), Instant.now());

      List<RunRecord> runs = runs(next);
      assertThat(runs).extracting(RunRecord::run).containsExactly("a-1", "a-2");
      assertThat(runs.getFirst().exit())
          .hasToString("RunExit[code=null, signal=null, unknown=" + UNSEEN + "]");
      assertThat(runs.getLast().exit()).isNull();
      assertThat(runs.getLast().because()).isEqualTo("root asked for a start");
    }
  }

  @Test
  void afterALossOfPowerNumbersGoOnBehindThoseThatMayHaveBeenGiven() throws IOException {
    HistoryStore lost = open();
    happen(lost, 1, 5);
    events(lost);
    // The runtime directory is gone with the machine, and nobody ended the daemon in order.
    Files.delete(runtime.resolve("history-tail"));

    try (HistoryStore next = open()) {
      // The block was taken by the first batch, which may have held only some of the five.
      assertThat(next.lastEvent()).isBetween(6L, 5L + EventNumbers.BLOCK);
    } finally {
      lost.close();
    }
  }

  @Test
  void numbersGoOnBehindTheDatabaseWhereNothingElseIsLeft() throws IOException {
    try (HistoryStore store = open()) {
      happen(store, 1, 9);
    }
    Files.delete(runtime.resolve("history-tail"));
    Files.delete(state.resolve("event-numbers"));

    try (HistoryStore next = open()) {
      assertThat(next.lastEvent()).isEqualTo(9);
    }
  }

  @Test
  void garbageIsSetAsideAndANewDatabaseBegins() throws IOException {
    Files.writeString(state.resolve("history.db"), "this is no database, and never was one\n");

    try (HistoryStore store = open()) {
      happen(store, 1, 3);

      assertThat(events(store)).containsExactly(1L, 2L, 3L);
      assertThat(aside("damaged")).hasSize(1);
      assertThat(store.status().trouble()).isNull();
    }
  }

  @Test
  void halfADatabaseIsSetAsideAndTheNumbersGoOn() throws IOException {
    try (HistoryStore store = open()) {
      happen(store, 1, 2000);
    }
    Path database = state.resolve("history.db");
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }

    try (HistoryStore store = open()) {
      assertThat(store.lastEvent()).isEqualTo(2000);
      happen(store, 2001, 2010);
      await("a new database")
          .atMost(DEADLINE)
          .until(() -> events(store), list -> list.contains(2010L));

      assertThat(aside("damaged")).hasSize(1);
    }
  }

  @Test
  void onlyTheLastOnesSetAsideStay() throws IOException {
    for (int i = 0; i < 5; i++) {
      try (HistoryStore store = open()) {
        happen(store, store.lastEvent() + 1, store.lastEvent() + 1);
      }
      Files.writeString(state.resolve("history.db"), "broken again\n");
    }

    assertThat(aside("damaged")).hasSize(3);
  }

  @Test
  void aDatabaseOfALaterTendIsKeptAside() throws IOException, SQLException {
    try (HistoryStore store = open()) {
      happen(store, 1, 1);
    }
    try (Connection later = new Sqlite(state).open(state.resolve("history.db"));
        Statement statement = later.createStatement()) {
      statement.executeUpdate("pragma user_version = 99");
      later.commit();
    }

    try (HistoryStore store = open()) {
      happen(store, 2, 2);

      assertThat(events(store)).containsExactly(2L);
      assertThat(aside("damaged")).hasSize(1);
    }
  }

  @Test
  void aLockedDatabaseCostsNothingOnceItIsFree() throws IOException, SQLException {
    pace = PROMPT;
    try (HistoryStore store = open()) {
      happen(store, 1, 1);
      events(store);
      try (Connection other = new Sqlite(state).open(state.resolve("history.db"));
          Statement statement = other.createStatement()) {
        statement.executeUpdate("delete from event where id = 0");
        happen(store, 2, 3);
        await("trouble").atMost(DEADLINE).until(() -> store.status().trouble() != null);
        happen(store, 4, 5);
        other.commit();
      }
      await("no trouble").atMost(DEADLINE).until(() -> store.status().trouble() == null);

      assertThat(events(store)).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(store.status().dropped()).isZero();
      assertThat(aside("locked")).isEmpty();
    }
  }

  @Test
  void aDatabaseThatNobodyLetsGoOfIsLeftToThem() throws IOException, SQLException {
    pace = HASTY;
    try (HistoryStore store = open()) {
      happen(store, 1, 1);
      events(store);
      try (Connection other = new Sqlite(state).open(state.resolve("history.db"));
          Statement statement = other.createStatement()) {
        statement.executeUpdate("delete from event where id = 0");
        happen(store, 2, 3);

        await("a new database")
            .atMost(DEADLINE)
            .until(() -> events(store), List.of(2L, 3L)::equals);
        assertThat(aside("locked")).hasSize(1);
        other.rollback();
      }
    }
  }

  @Test
  void aQueueThatIsFullDropsAndCounts() throws IOException, SQLException {
    pace = PROMPT;
    try (HistoryStore store = open()) {
      happen(store, 1, 1);
      events(store);
      try (Connection other = new Sqlite(state).open(state.resolve("history.db"));
          Statement statement = other.createStatement()) {
        statement.executeUpdate("delete from event where id = 0");
        Instant began = Instant.now();
        happen(store, 2, 2 * FactQueue.FACTS_MAX + 2000);

        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(store.status().dropped()).isGreaterThanOrEqualTo(FactQueue.FACTS_MAX);
        other.rollback();
      }
      await("no trouble").atMost(DEADLINE).until(() -> store.status().trouble() == null);
      assertThat(events(store)).contains(1L, 2L, (long) FactQueue.FACTS_MAX);
    }
  }

  @Test
  void aStateDirectoryThatCannotBeWrittenIsSaidAndStopsNothing() throws IOException {
    pace = PROMPT;
    Path database = Files.createDirectory(state.resolve("history.db"));
    try (HistoryStore store = open()) {
      happen(store, 1, 2);
      store.started(Facts.start("a-1"));

      await("trouble").atMost(DEADLINE).until(() -> store.status().trouble() != null);
      assertThat(store.past().runs(all())).isInstanceOf(Runs.Unknown.class);

      Files.delete(database);
      await("no trouble").atMost(DEADLINE).until(() -> store.status().trouble() == null);
      assertThat(events(store)).containsExactly(1L, 2L);
    }
  }

  @Test
  void theOldestAreForgottenByCountAndOpenRunsAreNot() throws IOException {
    rule = new HistoryRule(true, Duration.ofDays(1), 100, 10);
    try (HistoryStore store = open()) {
      store.started(Facts.start("open"));
      for (int i = 0; i < 30; i++) {
        store.started(Facts.start("a-" + i));
        store.ended(Facts.end("a-" + i, new Exit.Code(0)), Usage.UNKNOWN);
      }
      happen(store, 1, 1500);
      events(store);
    }
    try (HistoryStore store = open()) {
      happen(store, 1501, 1501);

      assertThat(events(store)).hasSize(100).contains(1501L).doesNotContain(1401L);
      assertThat(runs(store))
          .hasSizeLessThanOrEqualTo(11)
          .extracting(RunRecord::run)
          .contains("open", "a-29");
    }
  }

  @Test
  void whatIsOlderThanTheRuleIsForgotten() throws IOException {
    pace = PROMPT;
    rule = new HistoryRule(true, Duration.ofMinutes(1), 100, 10);
    try (HistoryStore store = open()) {
      Instant old = Instant.now().minus(Duration.ofMinutes(2));
      store.append(List.of(at(Facts.entry(1), old), at(Facts.entry(2), old), Facts.entry(3)));

      await("the old ones are gone")
          .atMost(DEADLINE)
          .until(() -> events(store), List.of(3L)::equals);
    }
  }

  @Test
  void withoutAHistoryNothingIsWrittenAndNumbersGoOn() throws IOException {
    rule = new HistoryRule(false, Duration.ofDays(1), 100, 10);
    try (HistoryStore store = open()) {
      happen(store, 1, 8);
      store.started(Facts.start("a-1"));
      store.ended(Facts.end("a-1", new Exit.Code(0)), Usage.UNKNOWN);

      assertThat(store.past().runs(all())).isInstanceOf(Runs.Unknown.class);
    }
    assertThat(state.resolve("history.db")).doesNotExist();
    try (HistoryStore store = open()) {
      assertThat(store.lastEvent()).isEqualTo(8);
    }
  }

  @Test
  void halfALineInTheTailCostsThatLineOnly() throws IOException {
    HistoryStore killed = open();
    killed.started(Facts.start("a-1"));
    killed.ended(Facts.end("a-1", new Exit.Code(3)), Usage.UNKNOWN);
    Path tail = runtime.resolve("history-tail");
    Files.writeString(tail, Files.readString(tail) + "{\"run\":\"a-2\",\"un");

    HistoryStore half = open();
    half.started(Facts.start("a-3"));
    half.ended(Facts.end("a-3", new Exit.Code(4)), Usage.UNKNOWN);
    try (HistoryStore next = open()) {
      next.recovered(List.of(), Instant.now());

      assertThat(runs(next)).extracting(RunRecord::run).containsExactlyInAnyOrder("a-1", "a-3");
    } finally {
      killed.close();
      half.close();
    }
  }

  private HistoryStore open() throws IOException {
    return HistoryStore.open(runtime, state, rule, new Codec(), pace);
  }

  private static void happen(HistoryStore store, long from, long to) {
    for (long id = from; id <= to; id++) {
      store.append(List.of(Facts.entry(id)));
    }
  }

  private static dev.tend.core.world.Entry at(dev.tend.core.world.Entry entry, Instant at) {
    return new dev.tend.core.world.Entry(
        entry.id(),
        at,
        entry.instance(),
        entry.type(),
        entry.from(),
        entry.to(),
        entry.cause(),
        entry.run());
  }

  private static List<Long> events(HistoryStore store) {
    return store.past().eventsAfter(0, Integer.MAX_VALUE).stream().map(EventRecord::id).toList();
  }

  @Test
  void theLatestRunsOfACronJobAreFoundThroughAnIndex() throws IOException, SQLException {
    pace = PROMPT;
    try (HistoryStore store = open()) {
      for (int number = 1; number <= 12; number++) {
        store.started(Facts.start("b-" + number, worker("backup-" + number)));
        store.started(Facts.start("o-" + number, worker("backup2-" + number)));
        store.started(Facts.start("s-" + number, worker("backup")));
      }

      Past.Runs runs = store.past().cronRuns(List.of(new UnitName("backup")), 3);

      assertThat(runs)
          .isInstanceOfSatisfying(
              Runs.Known.class,
              known ->
                  assertThat(known.runs())
                      .extracting(RunRecord::unit)
                      .containsExactly("backup-10", "backup-11", "backup-12"));
    }
    try (Connection connection = new Sqlite(state).openToRead(state.resolve("history.db"));
        Statement statement = connection.createStatement();
        ResultSet plan =
            statement.executeQuery(
                "explain query plan select * from run where "
                    + Schema.STEM
                    + " = 'backup-' order by nr desc limit 3")) {
      assertThat(plan.next()).isTrue();
      assertThat(plan.getString("detail")).contains("USING INDEX run_stem");
      assertThat(plan.next()).as("nothing is sorted").isFalse();
    }
  }

  private static InstanceId worker(String unit) {
    return new InstanceId(new UnitName(unit), 1);
  }

  private static RunQuestion all() {
    return new RunQuestion(_ -> true, Optional.empty(), Optional.empty(), 1000);
  }

  private static List<RunRecord> runs(HistoryStore store) {
    Past.Runs runs = store.past().runs(all());
    assertThat(runs).isInstanceOf(Runs.Known.class);
    return ((Runs.Known) runs).runs();
  }

  private List<Path> aside(String why) throws IOException {
    try (Stream<Path> files = Files.list(state)) {
      return files
          .filter(file -> file.getFileName().toString().matches("history\\.db\\." + why + "-.*Z"))
          .toList();
    }
  }
}
