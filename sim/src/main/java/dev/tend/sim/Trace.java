package dev.tend.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What happened in a simulation, a line each, for whoever has to understand a failing seed. Hardly
/// any is ever read, so a line is written out when it is.
final class Trace {
  private final List<Line> lines = new ArrayList<>();

  private record Line(long nanos, Supplier<String> text) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%12.6fs  %s", nanos / 1e9, text.get());
    }
  }

  void add(long nanos, String line) {
    add(nanos, () -> line);
  }

  /// @param line of something that does not change
  void add(long nanos, Supplier<String> line) {
    lines.add(new Line(nanos, line));
  }

  String text() {
    return lines.stream().map(Line::toString).collect(Collectors.joining("\n"));
  }
}
