package dev.tend.linux;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.LogRule;
import dev.tend.engine.Output.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which FIFO leads where, for all writers. For the pump's thread.
final class PumpRoutes {

  private final PumpTools tools;
  private final PumpPoll poll;
  private final LogCompressor compressor;
  private final LogGrowth growth;
  private final Losses losses;
  private final Map<Writer, Routed> writers = new HashMap<>();
  private final Map<Integer, Place> places = new HashMap<>();

  /// One object a path, as long as anybody may rename what it names.
  private final Map<Path, LogNames> names = new HashMap<>();

  PumpRoutes(
      PumpTools tools, PumpPoll poll, LogCompressor compressor, LogGrowth growth, Losses losses) {
    this.tools = tools;
    this.poll = poll;
    this.compressor = compressor;
    this.growth = growth;
    this.losses = losses;
  }

  /// Leads an instance's streams to where its rule says, after what is under way went where it was
  /// led before.
  ///
  /// @param fifos descriptors that are not known here yet; they belong to the pump from now on,
  ///   beside those that the streams had
  void open(Writer writer, OutputPlan plan, Map<Stream, Integer> fifos) {
    Routed routed = writers.computeIfAbsent(writer, _ -> new Routed());
    routed.all().forEach(PumpStream::drain);
    end(routed.sinks());
    Set<Stream> both = EnumSet.allOf(Stream.class);
    boolean joined = plan.stderr() instanceof LogPlace.WithStdout;
    for (Stream stream : Stream.values()) {
      PumpSink sink = sink(writer, plan, stream, routed);
      Set<Stream> feeds = joined ? both : EnumSet.of(stream);
      List<PumpStream> streams = routed.streams().getOrDefault(stream, List.of());
      streams.forEach(present -> present.leadTo(sink, feeds));
      Integer fifo = fifos.get(stream);
      if (fifo != null) {
        PumpStream made = new PumpStream(tools, fifo, sink, feeds);
        routed.add(stream, made);
        places.put(fifo, new Place(writer, made));
        poll.add(fifo);
      }
    }
  }

  /// Moves the share of the stream behind a descriptor.
  ///
  /// @return how full its FIFO was, in percent
  int take(int fifo) {
    Place place = places.get(fifo);
    if (place == null) {
      return 0;
    }
    long taken = place.stream().take();
    if (taken > 0) {
      place.stream().feeds().forEach(stream -> growth.grew(place.writer(), stream));
    }
    return place.stream().percent(taken);
  }

  /// Moves everything that is in the FIFOs of an instance now.
  void drain(Writer writer) {
    Routed routed = writers.get(writer);
    if (routed != null) {
      routed.all().forEach(PumpStream::drain);
    }
  }

  void retire(Writer writer) {
    Routed routed = writers.remove(writer);
    if (routed != null) {
      routed.all().forEach(this::close);
      end(routed.sinks());
    }
  }

  void reopen() {
    writers.values().forEach(routed -> routed.sinks().values().forEach(PumpSink::reopen));
  }

  void close() {
    for (Routed routed : writers.values()) {
      routed.all().forEach(this::close);
      routed.sinks().values().forEach(PumpSink::close);
    }
    writers.clear();
    names.clear();
  }

  private void close(PumpStream stream) {
    stream.drain();
    poll.remove(stream.fifo());
    places.remove(stream.fifo());
    stream.close();
  }

  private PumpSink sink(Writer writer, OutputPlan plan, Stream stream, Routed routed) {
    return switch (plan.place(stream)) {
      case LogPlace.InFile(Path file) ->
          routed.sinks().computeIfAbsent(stream, _ -> intoFile(writer, plan.rule(), stream, file));
      case LogPlace.Nowhere() -> tools.dropped();
      case LogPlace.WithStdout() -> routed.sinks().getOrDefault(Stream.STDOUT, tools.dropped());
    };
  }

  private PumpSink intoFile(Writer writer, LogRule rule, Stream stream, Path file) {
    LogNames named = names.computeIfAbsent(file, LogNames::new);
    named.follow(rule);
    LogFile log = new LogFile(tools, named, compressor, rule);
    LogLoss loss = new LogLoss(writer, stream, losses);
    return rule.timestamps()
        ? new PumpStamped(tools, log, loss)
        : new PumpSpliced(tools, log, loss);
  }

  private void end(Map<Stream, PumpSink> sinks) {
    if (sinks.isEmpty()) {
      return;
    }
    sinks.values().forEach(PumpSink::close);
    sinks.clear();
    names.values().removeIf(LogNames::isUnused);
  }

  private record Place(Writer writer, PumpStream stream) {}

  /// @param streams the FIFOs of each: the one with the name, and those from which somebody took it
  ///   while processes may go on writing into them
  /// @param sinks into files, by the stream that they were made for; stderr may share that of
  ///   stdout
  private record Routed(Map<Stream, List<PumpStream>> streams, Map<Stream, PumpSink> sinks) {
    Routed() {
      this(new EnumMap<>(Stream.class), new EnumMap<>(Stream.class));
    }

    void add(Stream stream, PumpStream made) {
      streams.computeIfAbsent(stream, _ -> new ArrayList<>()).add(made);
    }

    List<PumpStream> all() {
      return streams.values().stream().flatMap(List::stream).toList();
    }
  }
}
