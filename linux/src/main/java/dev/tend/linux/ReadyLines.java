package dev.tend.linux;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.Readiness;
import dev.tend.engine.Feed;
import dev.tend.engine.KernelEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Waits for the lines by which processes show that they are ready.
///
/// What a process writes goes from its FIFO to its log without passing through us, and that stays
/// so: its log is read, from where it ended when the process was started, until the line comes, and
/// then no more. Who grows is read by one thread of its own, which goes when nobody is awaited.
///
/// `<runtime>/line/<run>` says where reading begins, and goes with the run's readiness or its end:
/// the next daemon reads from there again. For the loop's thread.
final class ReadyLines implements AutoCloseable {

  private static final long IDLE_SECONDS = 10;

  private final Streams streams;
  private final Consumer<KernelEvent> teller;
  private final Optional<Path> folder;
  private final WholeFile files;
  private final Map<RunId, Awaited> awaited = new HashMap<>();
  private final List<RunId> told = new ArrayList<>();
  private final ThreadPoolExecutor reader =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().name("tend-lines").daemon().factory());

  /// @param teller is told what is found, on the reader's thread
  ReadyLines(Libc libc, Optional<Path> runtime, Streams streams, Consumer<KernelEvent> teller) {
    this.files = new WholeFile(libc);
    this.folder = runtime.map(path -> path.resolve("line"));
    this.streams = streams;
    this.teller = teller;
    reader.allowCoreThreadTimeOut(true);
  }

  /// Notes where the output of a process begins that is about to be started.
  ///
  /// @return why that cannot be; empty if all is well
  Optional<SpawnFault> begin(LaunchPlan plan, Readiness.Line line) {
    List<LogStart> starts;
    try {
      starts = streams.starts(plan.writer());
    } catch (UncheckedIOException unreadable) {
      return fault(plan.writer().toString(), String.valueOf(unreadable.getMessage()));
    }
    if (starts.isEmpty()) {
      return fault(
          plan.writer().toString(), "nobody could see its readiness: its output is thrown away");
    }
    ReadyRecord record = new ReadyRecord(line, plan.instance(), starts);
    Optional<SpawnFault> refused = folder.flatMap(into -> note(into, plan.run(), record));
    if (refused.isEmpty()) {
      await(plan.run(), record);
    }
    return refused;
  }

  private Optional<SpawnFault> note(Path into, RunId run, ReadyRecord record) {
    String path = into.resolve(run.text()).toString();
    try {
      Files.createDirectories(
          into, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException refused) {
      return fault(path, String.valueOf(refused.getMessage()));
    }
    int written = files.write(path, record.text());
    return written < 0 ? fault(path, Errno.name(-written)) : Optional.empty();
  }

  private static Optional<SpawnFault> fault(String subject, String hint) {
    return Optional.of(new SpawnFault("open", "refused", subject, hint));
  }

  /// A process of an earlier daemon may not have written the line yet, or nobody may know of it.
  void resume(RunId run) {
    Optional<Path> path = folder.map(from -> from.resolve(run.text())).filter(Files::exists);
    if (path.isPresent()) {
      try {
        await(run, ReadyRecord.parse(Files.readString(path.get())));
      } catch (IOException | IllegalArgumentException unreadable) {
        String why = "it cannot be known where its output began: " + unreadable.getMessage();
        files.remove(path.get().toString());
        teller.accept(new KernelEvent.NeverReady(run, why));
      }
    }
  }

  private void await(RunId run, ReadyRecord record) {
    ReadyLine line = new ReadyLine(run, new ReadyPattern(record.line()), record.starts());
    Awaited wait = new Awaited(line);
    awaited.put(run, wait);
    Writer writer = Writer.of(record.instance());
    record
        .starts()
        .forEach(start ->
            wait.subscriptions.add(streams.onGrowth(writer, start.stream(), wait::wantRead)));
    wait.wantRead();
  }

  /// Something was handed out. If it ends a wait, the next daemon need not know of that once this
  /// turn is journalled.
  void handedOut(KernelEvent event) {
    if (event instanceof KernelEvent.OfRun of
        && (of instanceof KernelEvent.Ready || of instanceof KernelEvent.NeverReady)) {
      told.add(of.run());
    }
  }

  /// A turn is over.
  void settle() {
    told.forEach(this::forget);
    told.clear();
  }

  /// Nothing more is expected of the run.
  void forget(RunId run) {
    Awaited wait = awaited.remove(run);
    if (wait != null) {
      wait.end();
      folder.ifPresent(from -> files.remove(from.resolve(run.text()).toString()));
    }
  }

  /// The records stay for the next daemon.
  @Override
  public void close() {
    awaited.values().forEach(Awaited::end);
    reader.shutdownNow();
  }

  /// A wait, and whether its reading is asked for already.
  private final class Awaited {
    private final ReadyLine line;
    private final List<Feed.Subscription> subscriptions = new ArrayList<>();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile boolean over;

    Awaited(ReadyLine line) {
      this.line = line;
    }

    /// On any thread.
    void wantRead() {
      if (!over && !wanted.getAndSet(true)) {
        try {
          reader.execute(this::read);
        } catch (RejectedExecutionException closed) {
          over = true;
        }
      }
    }

    private void read() {
      wanted.set(false);
      if (over) {
        return;
      }
      ReadyLine.Progress progress = line.read();
      if (progress.verdict().isPresent()) {
        over = true;
        teller.accept(progress.verdict().get());
      } else if (progress.more()) {
        wantRead();
      }
    }

    void end() {
      over = true;
      subscriptions.forEach(Feed.Subscription::close);
    }
  }
}
