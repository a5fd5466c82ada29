package dev.tend.linux;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.engine.Feed;
import dev.tend.engine.Output;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Output through FIFOs: processes write into them, a pump moves what they wrote to files.
///
/// The life of a FIFO is that of its instance, not of a process or a daemon. A child opens it for
/// reading and writing itself, so that it needs no reader to go on: when a daemon dies, no pipe
/// breaks, and the next daemon goes on reading where the last one stopped. Nothing is ever held in
/// user space in between (but see [PumpStamped]), so that a log has no gap and no duplicate
/// whatever moment the daemon died at.
///
/// [#open], [#retire], [#close], [#of] and [#giveTo] are for the loop's thread; the rest is safe on
/// any.
public final class LinuxOutput implements Output, Streams {

  private static final String DEV_NULL = "/dev/null";

  private final FifoFolder fifos;
  private final LogPlaces places;
  private final LogGrowth growth = new LogGrowth();
  private final LogCompressor compressor = new LogCompressor();
  private final Pump pump;
  private final Map<InstanceId, Opened> instances = new ConcurrentHashMap<>();
  private boolean closed;

  /// @param runtime where the FIFOs are made, in a folder of their own
  /// @param logs where the files are written that have no path of their own
  /// @throws java.io.UncheckedIOException if the folder of the FIFOs cannot be made
  public LinuxOutput(Path runtime, Path logs, Losses losses) {
    this.fifos = new FifoFolder(runtime.toAbsolutePath());
    this.places = new LogPlaces(logs);
    this.pump = new Pump(compressor, growth, losses);
  }

  /// Makes or takes over the FIFOs, and has the pump lead them to their files, which are made when
  /// the first byte comes.
  ///
  /// @throws IllegalArgumentException if another instance or stream writes to such a file; what was
  ///   open before stays so
  /// @throws java.io.UncheckedIOException if a FIFO cannot be made or opened
  @Override
  public void open(InstanceId instance, LogRule rule) {
    Opened known = instances.get(instance);
    if (known != null && known.plan().rule().equals(rule)) {
      return;
    }
    OutputPlan plan = places.plan(instance, rule);
    Set<Stream> attached = known == null ? Set.of() : known.attached();
    Map<Stream, Integer> descriptors = attach(instance, plan, attached);
    if (known != null) {
      places.release(instance, known.plan());
    }
    places.claim(instance, plan);
    instances.put(instance, new Opened(plan, union(attached, descriptors.keySet())));
    pump.order(routes -> routes.open(instance, plan, descriptors));
  }

  /// Writes what is still under way, and removes the FIFOs: at once, so that an instance of the
  /// same name that comes next has FIFOs of its own, while the pump still empties these.
  @Override
  public void retire(InstanceId instance) {
    Opened known = instances.remove(instance);
    if (known != null) {
      places.release(instance, known.plan());
      known.attached().forEach(stream -> fifos.remove(instance, stream));
      pump.order(routes -> routes.retire(instance));
    }
  }

  /// Writes everything that is in the FIFOs now, and lets go of them. They stay, for processes that
  /// go on running and for the next daemon.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    pump.close();
    compressor.close();
    fifos.close();
  }

  @Override
  public StreamPaths of(InstanceId instance) {
    OutputPlan plan = opened(instance).plan();
    return new StreamPaths(
        source(instance, plan, Stream.STDOUT), source(instance, plan, Stream.STDERR));
  }

  @Override
  public void giveTo(InstanceId instance, int uid, int gid) {
    opened(instance).attached().forEach(stream -> fifos.giveTo(instance, stream, uid, gid));
  }

  /// Opens every log file anew under its name, after somebody moved them: the next byte makes it.
  public void reopen() {
    pump.order(PumpRoutes::reopen);
  }

  /// The file that a stream is written to, if it is; for both streams the same if they are one. It
  /// exists once the first byte was written.
  public Optional<Path> file(InstanceId instance, Stream stream) {
    Opened known = instances.get(instance);
    return known == null ? Optional.empty() : known.plan().file(stream);
  }

  /// Calls `grown` on the pump's thread after bytes of the stream were written, at most about a
  /// thousand times a second; it must return at once.
  public Feed.Subscription onGrowth(InstanceId instance, Stream stream, Runnable grown) {
    return growth.listen(instance, stream, grown);
  }

  /// Opens the FIFOs that a plan needs, and those that an earlier daemon or plan left, for which
  /// there may still be a writer.
  private Map<Stream, Integer> attach(InstanceId instance, OutputPlan plan, Set<Stream> attached) {
    Map<Stream, Integer> descriptors = new EnumMap<>(Stream.class);
    boolean complete = false;
    try {
      for (Stream stream : Stream.values()) {
        if (attached.contains(stream)) {
          continue;
        }
        if (plan.place(stream) instanceof LogPlace.InFile) {
          descriptors.put(stream, fifos.open(instance, stream));
        } else {
          fifos.openIfThere(instance, stream).ifPresent(fd -> descriptors.put(stream, fd));
        }
      }
      complete = true;
      return descriptors;
    } finally {
      if (!complete) {
        descriptors.values().forEach(fifos::close);
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

  private static Set<Stream> union(Set<Stream> some, Set<Stream> others) {
    Set<Stream> all = EnumSet.noneOf(Stream.class);
    all.addAll(some);
    all.addAll(others);
    return all;
  }

  /// @param attached the streams that have a FIFO
  private record Opened(OutputPlan plan, Set<Stream> attached) {}
}
