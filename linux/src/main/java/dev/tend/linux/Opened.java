package dev.tend.linux;

import dev.tend.core.process.Writer;
import dev.tend.engine.Output.Stream;
import dev.tend.linux.FifoFolder.Fifo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What an instance's output has open.
///
/// @param named the FIFO of each stream that has one
/// @param nameless those whose name somebody took away: processes may go on writing into them
record Opened(OutputPlan plan, Map<Stream, Fifo> named, List<Fifo> nameless) {

  static Opened nothing(OutputPlan plan) {
    return new Opened(plan, Map.of(), List.of());
  }

  /// Whether everything is there under its name.
  boolean isIntact(Writer writer, FifoFolder fifos) {
    return named.keySet().stream().allMatch(stream -> has(writer, stream, fifos));
  }

  boolean has(Writer writer, Stream stream, FifoFolder fifos) {
    Fifo fifo = named.get(stream);
    return fifo != null && fifos.isThere(writer, stream, fifo);
  }

  /// With another plan, and with FIFOs that are new or take the names of others.
  Opened with(OutputPlan next, Map<Stream, Fifo> made) {
    Map<Stream, Fifo> now = new EnumMap<>(Stream.class);
    now.putAll(named);
    List<Fifo> old = new ArrayList<>(nameless);
    made.forEach((stream, fifo) -> {
      Fifo before = now.put(stream, fifo);
      if (before != null) {
        old.add(before);
      }
    });
    return new Opened(next, now, old);
  }

  Collection<Fifo> all() {
    List<Fifo> all = new ArrayList<>(named.values());
    all.addAll(nameless);
    return all;
  }
}
