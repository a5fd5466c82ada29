package dev.tend.config;

import static dev.tend.config.TomlText.listed;
import static dev.tend.config.TomlText.quoted;

import dev.tend.config.SpecWords.Word;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// Edges in the words of a configuration file: `requires`, `wants` and `after`.
final class EdgeWords {

  private EdgeWords() {}

  static SortedMap<String, Word> of(Collection<?> edges) {
    SortedMap<String, List<String>> named = new TreeMap<>();
    for (Object each : edges) {
      switch ((Edge) each) {
        case Edge.Requires(UnitName unit, Until until, boolean restart) ->
            add(named, "requires", edge(unit, until, restart ? "" : ", restart = false"));
        case Edge.Wants(UnitName unit) -> add(named, "wants", quoted(unit.text()));
        case Edge.After(UnitName unit, Until until) -> add(named, "after", edge(unit, until, ""));
      }
    }
    SortedMap<String, Word> words = new TreeMap<>();
    named.forEach((key, units) -> words.put(key, new Word(listed(units.stream()), false)));
    return words;
  }

  private static void add(SortedMap<String, List<String>> named, String key, String edge) {
    named.computeIfAbsent(key, _ -> new ArrayList<>()).add(edge);
  }

  private static String edge(UnitName unit, Until until, String rest) {
    String word = until.name().toLowerCase(Locale.ROOT);
    String far = until == Until.READY ? "" : ", until = " + quoted(word);
    return far.isEmpty() && rest.isEmpty()
        ? quoted(unit.text())
        : "{ unit = " + quoted(unit.text()) + far + rest + " }";
  }
}
