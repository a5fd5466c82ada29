package dev.tend.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What happened in a simulation, a line each, for whoever has to understand a failing seed.
final class Trace {
  private final List<String> lines = new ArrayList<>();

  void add(long nanos, String line) {
    lines.add(String.format(Locale.ROOT, "%12.6fs  %s", nanos / 1e9, line));
  }

  String text() {
    return String.join("\n", lines);
  }
}
