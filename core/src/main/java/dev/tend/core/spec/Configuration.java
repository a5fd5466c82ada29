package dev.tend.core.spec;

import java.util.Collections;
import java.util.List;
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
/// @param parallel `[daemon] parallel`: how many instances may be starting at once, 1 to
///   [#PARALLEL_MAX]
public record Configuration(
    SortedMap<UnitName, UnitSpec> units,
    SortedMap<String, Group> groups,
    OnExit onExit,
    Optional<String> logDirectory,
    Optional<String> listen,
    HistoryRule history,
    int parallel) {

  /// As good as no limit: more instances than there may be.
  public static final int PARALLEL_MAX = 100_000;

  public static final Configuration EMPTY =
      new Configuration(
          new TreeMap<>(),
          new TreeMap<>(),
          OnExit.STOP,
          Optional.empty(),
          Optional.empty(),
          HistoryRule.DEFAULT,
          PARALLEL_MAX);

  public Configuration {
    if (parallel < 1 || parallel > PARALLEL_MAX) {
      throw new IllegalArgumentException("parallel is not within 1 to " + PARALLEL_MAX);
    }
    units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
  }

  /// The cron jobs among the units, by name.
  public List<CronSpec> crons() {
    return units.values().stream()
        .filter(CronSpec.class::isInstance)
        .map(CronSpec.class::cast)
        .toList();
  }

  /// The same with other units. What groups name has to be among them.
  public Configuration withUnits(SortedMap<UnitName, UnitSpec> units) {
    return new Configuration(units, groups, onExit, logDirectory, listen, history, parallel);
  }

  /// The same with another limit.
  public Configuration withParallel(int parallel) {
    return new Configuration(units, groups, onExit, logDirectory, listen, history, parallel);
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
        HistoryRule.DEFAULT,
        PARALLEL_MAX);
  }
}
