package dev.tend.core.spec;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that the operator wrote, read and found free of mistakes.
///
/// @param units by name
/// @param groups by name; their members are units of this configuration
/// @param onExit `[daemon] on_exit`
/// @param logDirectory `[daemon] log_dir`, absolute; empty means the usual place
/// @param listen `[server] listen`, as `host:port`; empty means the unix socket only
/// @param history `[history]`
public record Configuration(
    SortedMap<UnitName, UnitSpec> units,
    SortedMap<String, Group> groups,
    OnExit onExit,
    Optional<String> logDirectory,
    Optional<String> listen,
    HistoryRule history) {

  public static final Configuration EMPTY =
      new Configuration(
          new TreeMap<>(),
          new TreeMap<>(),
          OnExit.STOP,
          Optional.empty(),
          Optional.empty(),
          HistoryRule.DEFAULT);

  public Configuration {
    units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
  }

  /// The same with other units. What groups name has to be among them.
  public Configuration withUnits(SortedMap<UnitName, UnitSpec> units) {
    return new Configuration(units, groups, onExit, logDirectory, listen, history);
  }

  /// A configuration of these units and nothing else.
  public static Configuration of(UnitSpec... specs) {
    SortedMap<UnitName, UnitSpec> units = new TreeMap<>();
    for (UnitSpec spec : specs) {
      units.put(spec.name(), spec);
    }
    return new Configuration(
        units,
        new TreeMap<>(),
        OnExit.STOP,
        Optional.empty(),
        Optional.empty(),
        HistoryRule.DEFAULT);
  }
}
