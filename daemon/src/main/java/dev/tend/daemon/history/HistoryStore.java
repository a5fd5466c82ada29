package dev.tend.daemon.history;

import dev.tend.api.Codec;
import dev.tend.api.HistoryStatus;
import dev.tend.api.RunRecord;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.Usage;
import dev.tend.core.spec.HistoryRule;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Entry;
import dev.tend.core.world.RunEnd;
import dev.tend.daemon.routes.Past;
import dev.tend.daemon.wire.IsoTime;
import dev.tend.engine.Engine;
import dev.tend.engine.History;
import dev.tend.engine.Journal;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The history in a SQLite database, `history.db` in the state directory.
///
/// The loop puts facts into a bounded queue, and the writer's thread takes them out. What the loop
/// writes itself is one small file in the runtime directory, [Tail], so that a daemon that is
/// killed loses no end of a run: at most the other events of the last [Pace#flushEvery] are lost,
/// and of the first [Pace#firstAfter].
public final class HistoryStore implements History, AutoCloseable {

  private static final Logger LOG = System.getLogger(HistoryStore.class.getName());

  /// A clean end waits so long for a disk that does not answer.
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final DatabaseFile file;
  private final Sqlite sqlite;
  private final Tail tail;
  private final FactQueue queue = new FactQueue();
  private final Trouble trouble = new Trouble();
  private final Map<String, RunRecord> open = new HashMap<>();
  private final Past past = new Recollection(this);
  private final HistoryRule first;
  private final Writer writer;
  private volatile Optional<Engine> engine = Optional.empty();
  private @Nullable Thread thread;
  private final long earlier;
  private volatile long last;
  private boolean dropping;

  /// Whether an end found no room, and waits in the tail for the next daemon.
  private boolean onlyInTail;

  private HistoryStore(Path runtime, Path state, HistoryRule first, Codec codec, Pace pace)
      throws IOException {
    this.first = first;
    file = new DatabaseFile(state.resolve("history.db"));
    sqlite = new Sqlite(state);
    EventNumbers numbers = new EventNumbers(state.resolve("event-numbers"));
    tail = Tail.open(runtime.resolve("history-tail"), Files.readString(BOOT_ID).strip(), codec);
    long reserved = numbers.read().orElse(-1);
    earlier = tail.lastEvent().orElse(reserved >= 0 ? reserved : lastWritten());
    last = earlier;
    tail.mark(last);
    writer = new Writer(queue, file, sqlite, numbers, () -> last, this::rule, pace, trouble);
  }

  /// Opens what an earlier daemon left, or begins; the database itself is opened later.
  ///
  /// @param first the rule until there is an engine to ask
  /// @throws IOException if the runtime directory cannot be written
  public static HistoryStore open(Path runtime, Path state, HistoryRule first, Codec codec)
      throws IOException {
    return open(runtime, state, first, codec, Pace.DEFAULT);
  }

  static HistoryStore open(Path runtime, Path state, HistoryRule first, Codec codec, Pace pace)
      throws IOException {
    return new HistoryStore(runtime, state, first, codec, pace);
  }

  /// From now on the rule is that of the configuration in force, and trouble is told.
  public void to(Engine reader) {
    engine = Optional.of(reader);
    trouble.to(reader);
  }

  /// What happened before the feed begins.
  public Past past() {
    return past;
  }

  public HistoryStatus status() {
    return new HistoryStatus(
        rule().enabled(), queue.dropped(), trouble.present().orElse(null), file.path().toString());
  }

  @Override
  public long lastEvent() {
    return earlier;
  }

  @Override
  public void recovered(Collection<Journal.OpenRun> runs, Instant at) {
    tail.left().forEach(run -> offer(new Fact.Ran(run)));
    for (Journal.OpenRun run : runs) {
      // Why it was started, and as which hook, stands in the database, unless its daemon was killed
      // at that moment.
      RunRecord begun =
          begun(
              run.run(),
              run.kind(),
              run.instance(),
              Optional.empty(),
              run.process(),
              run.launchedAt(),
              null);
      open.put(begun.run(), begun);
      offer(new Fact.Ran(begun));
    }
    offer(
        new Fact.StillOpen(
            runs.stream().map(run -> run.run().text()).collect(Collectors.toSet()), at));
  }

  @Override
  public void append(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    last = entries.getLast().id();
    tail.mark(last);
    entries.forEach(entry -> offer(new Fact.Happened(entry)));
  }

  @Override
  public void started(RunStart start) {
    RunRecord begun =
        begun(
            start.run(),
            start.kind(),
            start.instance(),
            start.hook(),
            start.process(),
            start.at(),
            start.cause().story());
    open.put(begun.run(), begun);
    offer(new Fact.Ran(begun));
  }

  @Override
  public void ended(RunEnd end, Usage usage) {
    RunRecord begun = open.remove(end.run().text());
    if (begun != null && rule().enabled()) {
      RunRecord run = over(begun, end, usage);
      if (!onlyInTail && queue.isSettled()) {
        tail.settled();
      }
      tail.add(run);
      onlyInTail |= !offer(new Fact.Ran(run));
    }
  }

  private boolean offer(Fact fact) {
    if (!rule().enabled()) {
      return true;
    }
    if (thread == null) {
      thread = Thread.ofPlatform().name("tend-history").daemon().start(writer);
    }
    boolean room = queue.offer(fact);
    if (!room && !dropping) {
      trouble.dropping();
    }
    dropping = !room;
    return room;
  }

  private static RunRecord begun(
      RunId run,
      RunKind kind,
      InstanceId instance,
      Optional<String> hook,
      Optional<ProcessRef> process,
      Instant at,
      @Nullable String because) {
    return new RunRecord(
        run.text(),
        instance.unit().text(),
        instance.number(),
        kind.name().toLowerCase(Locale.ROOT),
        hook.orElse(null),
        process.map(ProcessRef::pid).orElse(null),
        IsoTime.of(at),
        null,
        null,
        null,
        null,
        because,
        null);
  }

  private static RunRecord over(RunRecord begun, RunEnd end, Usage usage) {
    boolean measured = !usage.equals(Usage.UNKNOWN);
    long peak = usage.memoryPeakBytes();
    return new RunRecord(
        begun.run(),
        begun.unit(),
        begun.instance(),
        begun.kind(),
        end.hook().orElse(begun.hook()),
        begun.pid(),
        begun.started(),
        IsoTime.of(end.at()),
        Rows.exit(end.exit()),
        measured ? (Long) usage.cpu().toMillis() : null,
        peak > 0 ? (Long) peak : null,
        begun.because(),
        end.cause().story());
  }

  /// Only where somebody took the smaller files away and left the database.
  private long lastWritten() {
    if (!Files.exists(file.path())) {
      return 0;
    }
    try (Database database = Database.open(sqlite, file.path())) {
      return database.lastEvent();
    } catch (SQLException unreadable) {
      LOG.log(Level.WARNING, "events are numbered from 1 on: {0}", unreadable.getMessage());
      return 0;
    }
  }

  private HistoryRule rule() {
    return engine.map(known -> known.snapshot().configuration().history()).orElse(first);
  }

  /// Why nothing is known; empty if all is well.
  Optional<String> absence() {
    return rule().enabled() ? trouble.present() : Optional.of("no history is kept");
  }

  /// Waits a little for what has happened to be written.
  void awaitWritten(Duration patience) throws InterruptedException {
    if (trouble.present().isEmpty()) {
      queue.awaitSettled(patience);
    }
  }

  Path file() {
    return file.path();
  }

  Sqlite sqlite() {
    return sqlite;
  }

  /// A reader found damage.
  void suspect() {
    writer.suspect();
  }

  /// Writes what is left, unless the disk does not answer. Called when the loop has ended.
  @Override
  public void close() throws IOException {
    queue.close();
    if (thread != null) {
      try {
        if (!thread.join(FAREWELL)) {
          LOG.log(Level.WARNING, "the history could not be written to its end");
        }
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    }
    tail.close();
  }
}
