package dev.tend.cli.terminal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What instances are called on the screen: `web.2` where the unit has several, else `web`; and
/// which colour their unit has, in the order in which units became known.
public final class Labels {

  private final Map<String, Integer> ordinals = new HashMap<>();
  private final Set<String> several = new HashSet<>();
  private int width;

  public Labels() {}

  /// Makes an instance known. A second of a unit changes what the first is called.
  public void add(String unit, int instance) {
    ordinals.putIfAbsent(unit, ordinals.size());
    if (instance > 1) {
      several.add(unit);
    }
    width = Math.max(width, of(unit, instance).length());
  }

  public String of(String unit, int instance) {
    return several.contains(unit) ? unit + "." + instance : unit;
  }

  /// The label in its unit's colour, followed by blanks so that all are of one width.
  public String column(String unit, int instance, Palette palette) {
    String label = of(unit, instance);
    String blanks = " ".repeat(Math.max(0, width - label.length()));
    return palette.unit(ordinals.getOrDefault(unit, 0), label) + blanks;
  }
}
