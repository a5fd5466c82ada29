package dev.tend.linux;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.engine.Feed;
import dev.tend.engine.Output;
import dev.tend.linux.FifoFolder.Fifo;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Output through FIFOs: processes write into them, a pump moves what they wrote to files.
///
/// The life of a FIFO is that of its instance, not of a process or a daemon. A child opens it for
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

  private final FifoFolder fifos;
  private final LogPlaces places;
  private final LogGrowth growth = new LogGrowth();
  private final LogCompressor compressor = new LogCompressor();
  private final Holders holders;
  private final Pump pump;
  private final Map<InstanceId, Opened> instances = new ConcurrentHashMap<>();
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
  public void open(InstanceId instance, LogRule rule) {
    Opened present = instances.get(instance);
    if (present != null
        && present.plan().rule().equals(rule)
        && present.isIntact(instance, fifos)) {
      return;
    }
    OutputPlan plan = places.plan(instance, rule);
    Opened known = present == null ? Opened.nothing(plan) : present;
    Map<Stream, Fifo> made = attach(instance, plan, known);
    places.release(instance, known.plan());
    places.claim(instance, plan);
    instances.put(instance, known.with(plan, made));
    holders.hold(made.values());
    Map<Stream, Integer> descriptors = new EnumMap<>(Stream.class);
    made.forEach((stream, fifo) -> descriptors.put(stream, fifo.fd()));
    pump.order(routes -> routes.open(instance, plan, descriptors));
  }

  @Override
  public void resume(InstanceId instance, LogRule rule) {
    for (Stream stream : Stream.values()) {
      if (fifos.isThere(instance, stream)) {
        open(instance, rule);
        return;
      }
    }
  }

  /// Writes what is still under way, and removes the FIFOs: at once, so that an instance of the
  /// same name that comes next has FIFOs of its own, while the pump still empties these.
  @Override
  public void retire(InstanceId instance) {
    Opened known = instances.remove(instance);
    if (known != null) {
      places.release(instance, known.plan());
      known.named().keySet().forEach(stream -> fifos.remove(instance, stream));
      pump.order(routes -> {
        routes.drain(instance);
        holders.release(known.all());
        routes.retire(instance);
      });
    }
  }

  @Override
  public void discard(InstanceId instance, LogRule rule) {
    List<Path> files = places.own(instance, rule);
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
  public StreamPaths of(InstanceId instance) {
    holders.settle();
    OutputPlan plan = opened(instance).plan();
    return new StreamPaths(
        source(instance, plan, Stream.STDOUT), source(instance, plan, Stream.STDERR));
  }

  @Override
  public void giveTo(InstanceId instance, int uid, int gid) {
    opened(instance).named().keySet().forEach(stream -> fifos.giveTo(instance, stream, uid, gid));
  }

  /// Opens every log file anew under its name, after somebody moved them: the next byte makes it.
  public void reopen() {
    pump.order(PumpRoutes::reopen);
  }

  /// The file that a stream is written to, if it is, or that one of an instance that is gone was;
  /// for both streams the same if they are one. It exists once the first byte was written.
  public Optional<Path> file(InstanceId instance, Stream stream) {
    Opened known = instances.get(instance);
    return known == null ? places.left(instance, stream) : known.plan().file(stream);
  }

  /// Calls `grown` on the pump's thread after bytes of the stream were written, at most about a
  /// thousand times a second; it must return at once.
  public Feed.Subscription onGrowth(InstanceId instance, Stream stream, Runnable grown) {
    return growth.listen(instance, stream, grown);
  }

  /// Opens the FIFOs that a plan needs and that have no name yet or no more, and those that an
  /// earlier daemon or plan left, for which there may still be a writer.
  private Map<Stream, Fifo> attach(InstanceId instance, OutputPlan plan, Opened known) {
    Map<Stream, Fifo> made = new EnumMap<>(Stream.class);
    boolean complete = false;
    try {
      for (Stream stream : Stream.values()) {
        if (known.has(instance, stream, fifos)) {
          continue;
        }
        if (plan.place(stream) instanceof LogPlace.InFile) {
          made.put(stream, fifos.open(instance, stream));
        } else {
          fifos.openIfThere(instance, stream).ifPresent(fifo -> made.put(stream, fifo));
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

  private String source(InstanceId instance, OutputPlan plan, Stream stream) {
    return plan.source(stream).map(from -> fifos.path(instance, from)).orElse(DEV_NULL);
  }

  private Opened opened(InstanceId instance) {
    Opened known = instances.get(instance);
    if (known == null) {
      throw new IllegalStateException("the output of " + instance + " is not open");
    }
    return known;
  }
}
