package dev.tend.linux;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.engine.Feed;
import dev.tend.engine.Output;
import dev.tend.linux.FifoFolder.Fifo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Output through FIFOs: processes write into them, a pump moves what they wrote to files.
///
/// The life of a FIFO is that of its writer, not of a process or a daemon. A child opens it for
/// reading and writing itself, so that it needs no reader to go on: when a daemon dies, no pipe
/// breaks, and the next daemon goes on reading where the last one stopped. Nothing is ever held in
/// user space in between (but see [PumpStamped]), so that a log has no gap and no duplicate
/// whatever moment the daemon died at. What a FIFO holds lives as long as somebody has it open,
/// which [Holders] see to.
///
/// [#open], [#retire], [#close], [#of] and [#giveTo] are for the loop's thread; the rest is safe on
/// any.
public final class LinuxOutput implements Output, Streams {

  private static final String DEV_NULL = "/dev/null";

  /// A hundred times what it takes; the loop waits meanwhile.
  private static final Duration DRAINED_WITHIN = Duration.ofMillis(100);

  private final FifoFolder fifos;
  private final LogPlaces places;
  private final LogGrowth growth = new LogGrowth();
  private final LogCompressor compressor = new LogCompressor();
  private final Holders holders;
  private final Pump pump;
  private final Map<Writer, Opened> writers = new ConcurrentHashMap<>();
  private boolean closed;

  /// @param runtime where the FIFOs are made, in a folder of their own
  /// @param logs where the files are written that have no path of their own
  /// @throws java.io.UncheckedIOException if the folder of the FIFOs cannot be made
  public LinuxOutput(Path runtime, Path logs, Losses losses) {
    this(runtime, logs, losses, HolderSpawn.PROGRAM);
  }

  LinuxOutput(Path runtime, Path logs, Losses losses, List<String> holder) {
    this.fifos = new FifoFolder(runtime.toAbsolutePath());
    this.places = new LogPlaces(logs);
    this.holders = new Holders(runtime.toAbsolutePath(), holder, losses);
    this.pump = new Pump(compressor, growth, losses, holders);
  }

  /// Makes or takes over the FIFOs, and has the pump lead them to their files, which are made when
  /// the first byte comes.
  ///
  /// @throws IllegalArgumentException if another instance or stream writes to such a file; what was
  ///   open before stays so
  /// @throws java.io.UncheckedIOException if a FIFO cannot be made or opened
  @Override
  public void open(Writer writer, LogRule rule) {
    Opened present = writers.get(writer);
    if (present != null && present.plan().rule().equals(rule) && present.isIntact(writer, fifos)) {
      return;
    }
    OutputPlan plan = places.plan(writer, rule);
    Opened known = present == null ? Opened.nothing(plan) : present;
    Map<Stream, Fifo> made = attach(writer, plan, known);
    places.release(writer, known.plan());
    places.claim(writer, plan);
    writers.put(writer, known.with(plan, made));
    holders.hold(made.values());
    Map<Stream, Integer> descriptors = new EnumMap<>(Stream.class);
    made.forEach((stream, fifo) -> descriptors.put(stream, fifo.fd()));
    pump.order(routes -> routes.open(writer, plan, descriptors));
  }

  @Override
  public void resume(Writer writer, LogRule rule) {
    for (Stream stream : Stream.values()) {
      if (fifos.isThere(writer, stream)) {
        open(writer, rule);
        return;
      }
    }
  }

  /// Writes what is still under way, and removes the FIFOs: at once, so that an instance of the
  /// same name that comes next has FIFOs of its own, while the pump still empties these.
  @Override
  public void retire(InstanceId instance) {
    writers.keySet().stream()
        .filter(writer -> writer.instance().equals(instance))
        .forEach(this::retire);
  }

  private void retire(Writer writer) {
    Opened known = writers.remove(writer);
    if (known != null) {
      places.release(writer, known.plan());
      known.named().keySet().forEach(stream -> fifos.remove(writer, stream));
      pump.order(routes -> {
        routes.drain(writer);
        holders.release(known.all());
        routes.retire(writer);
      });
    }
  }

  @Override
  public void discard(Writer writer, LogRule rule) {
    List<Path> files = places.own(writer, rule);
    // By the thread that writes to them, once it has done with them.
    pump.order(_ -> files.forEach(LogNames::delete));
  }

  /// Writes everything that is in the FIFOs now, and lets go of them. They stay for the next
  /// daemon, but nobody holds them any more: for when no process is left that could write.
  @Override
  public void close() {
    end(holders::end);
  }

  /// The same, with processes that go on writing: what they write is held for the next daemon.
  public void leave() {
    holders.settle();
    end(holders::leave);
  }

  private void end(Runnable holdersEnd) {
    if (closed) {
      return;
    }
    closed = true;
    pump.close();
    compressor.close();
    fifos.close();
    holdersEnd.run();
  }

  @Override
  public StreamPaths of(Writer writer) {
    holders.settle();
    OutputPlan plan = opened(writer).plan();
    return new StreamPaths(
        source(writer, plan, Stream.STDOUT), source(writer, plan, Stream.STDERR));
  }

  @Override
  public void giveTo(Writer writer, int uid, int gid) {
    opened(writer).named().keySet().forEach(stream -> fifos.giveTo(writer, stream, uid, gid));
  }

  /// Waits a moment for the pump, which is as quick as its disk. One that hangs holds up this start
  /// and no other for longer than that; what an earlier process wrote last may then count as
  /// written by this one.
  @Override
  public List<LogStart> starts(Writer writer) {
    CountDownLatch drained = new CountDownLatch(1);
    pump.order(routes -> {
      routes.drain(writer);
      drained.countDown();
    });
    try {
      var _ = drained.await(DRAINED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
    OutputPlan plan = opened(writer).plan();
    List<LogStart> starts = new ArrayList<>();
    for (Stream stream : Stream.values()) {
      if (plan.place(stream) instanceof LogPlace.InFile(Path file)) {
        try (LogTail end = LogTail.last(file, 0)) {
          starts.add(new LogStart(stream, file, end.position(), plan.rule().timestamps()));
        } catch (IOException unreadable) {
          throw new UncheckedIOException(unreadable);
        }
      }
    }
    return starts;
  }

  /// Opens every log file anew under its name, after somebody moved them: the next byte makes it.
  public void reopen() {
    pump.order(PumpRoutes::reopen);
  }

  /// The file that a stream is written to, if it is, or that one of an instance that is gone was;
  /// for both streams the same if they are one. It exists once the first byte was written. That of
  /// a hook is known before it is open.
  public Optional<Path> file(Writer writer, Stream stream) {
    Opened known = writers.get(writer);
    if (known != null) {
      return known.plan().file(stream);
    }
    return writer.hook().isPresent()
        ? Optional.of(places.fileOfHook(writer))
        : places.left(writer.instance(), stream);
  }

  /// Calls `grown` on the pump's thread after bytes of the stream were written, at most about a
  /// thousand times a second; it must return at once.
  @Override
  public Feed.Subscription onGrowth(Writer writer, Stream stream, Runnable grown) {
    return growth.listen(writer, stream, grown);
  }

  /// Opens the FIFOs that a plan needs and that have no name yet or no more, and those that an
  /// earlier daemon or plan left, for which there may still be a writer.
  private Map<Stream, Fifo> attach(Writer writer, OutputPlan plan, Opened known) {
    Map<Stream, Fifo> made = new EnumMap<>(Stream.class);
    boolean complete = false;
    try {
      for (Stream stream : Stream.values()) {
        if (known.has(writer, stream, fifos)) {
          continue;
        }
        if (plan.place(stream) instanceof LogPlace.InFile) {
          made.put(stream, fifos.open(writer, stream));
        } else {
          fifos.openIfThere(writer, stream).ifPresent(fifo -> made.put(stream, fifo));
        }
      }
      complete = true;
      return made;
    } finally {
      if (!complete) {
        made.values().forEach(fifos::close);
      }
    }
  }

  private String source(Writer writer, OutputPlan plan, Stream stream) {
    return plan.source(stream).map(from -> fifos.path(writer, from)).orElse(DEV_NULL);
  }

  private Opened opened(Writer writer) {
    Opened known = writers.get(writer);
    if (known == null) {
      throw new IllegalStateException("the output of " + writer + " is not open");
    }
    return known;
  }
}
