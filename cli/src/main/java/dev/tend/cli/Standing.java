package dev.tend.cli;

import dev.tend.api.EventRecord;
import dev.tend.api.InstanceStatus;
import dev.tend.cli.terminal.Labels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Where every instance stands, by the last that was heard of it.
final class Standing {

  /// In these a process lives, or is about to.
  private static final Set<String> ALIVE = Set.of("starting", "running", "stopping");

  private final Map<String, String> states = new TreeMap<>();
  private final Labels labels;

  Standing(Labels labels) {
    this.labels = labels;
  }

  void put(InstanceStatus status) {
    put(status.unit(), status.instance(), status.state());
  }

  /// What the instance is called; empty where the event is about none.
  String put(EventRecord event) {
    String unit = event.unit();
    Integer instance = event.instance();
    if (unit == null) {
      return "";
    }
    if (instance == null) {
      return unit;
    }
    String to = event.to();
    if (to != null) {
      put(unit, instance, to);
    }
    return labels.of(unit, instance);
  }

  private void put(String unit, int instance, String state) {
    labels.add(unit, instance);
    states.put(unit + "." + instance, state);
  }

  /// The names of those with a process.
  List<String> alive() {
    return states.entrySet().stream()
        .filter(entry -> ALIVE.contains(entry.getValue()))
        .map(Map.Entry::getKey)
        .map(this::label)
        .toList();
  }

  private String label(String key) {
    int dot = key.lastIndexOf('.');
    return labels.of(key.substring(0, dot), Integer.parseInt(key.substring(dot + 1)));
  }
}
