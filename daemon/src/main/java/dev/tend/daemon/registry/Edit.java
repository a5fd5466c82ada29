package dev.tend.daemon.registry;

import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is in force, to be changed in one unit and in nothing else.
record Edit(Configuration before) {

  /// With that unit of `read` as it stands there.
  Configuration with(UnitName unit, Configuration read) {
    SortedMap<UnitName, UnitSpec> units = new TreeMap<>(before.units());
    units.put(unit, Objects.requireNonNull(read.units().get(unit)));
    return before.withUnits(units);
  }

  Configuration without(UnitName unit) {
    SortedMap<UnitName, UnitSpec> units = new TreeMap<>(before.units());
    units.remove(unit);
    return before.withUnits(units);
  }

  /// With that unit of `read` and all that its edges name, as far as they are not there yet.
  Configuration withAllOf(UnitName unit, Configuration read) {
    SortedMap<UnitName, UnitSpec> units = new TreeMap<>(before.units());
    add(unit, read, units);
    return before.withUnits(units);
  }

  private static void add(UnitName unit, Configuration from, SortedMap<UnitName, UnitSpec> units) {
    UnitSpec spec = from.units().get(unit);
    if (spec == null || units.putIfAbsent(unit, spec) != null) {
      return;
    }
    spec.each().edges().forEach(edge -> add(edge.unit(), from, units));
  }
}
