package dev.tend.sim;

import dev.tend.engine.PidFiles;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/// The pid files of the simulated machine: the number that each names. They outlive its daemons.
final class SimPidFiles implements PidFiles {

  /// What a file names that holds no number.
  static final int GARBAGE = -1;

  private final Map<String, Integer> files = new TreeMap<>();
  private final Mortality mortality;
  private final IntPredicate lives;

  SimPidFiles(Mortality mortality, IntPredicate lives) {
    this.mortality = mortality;
    this.lives = lives;
  }

  Optional<Integer> named(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /// Somebody other than the daemon writes.
  void put(String path, int pid) {
    files.put(path, pid);
  }

  /// Somebody other than the daemon takes it away.
  void drop(String path) {
    files.remove(path);
  }

  Map<String, Integer> all() {
    return Map.copyOf(files);
  }

  @Override
  public Optional<String> write(String path, int pid, boolean yields) {
    mortality.pass("before the pid file is written");
    if (!yields || !lives.test(files.getOrDefault(path, GARBAGE))) {
      files.put(path, pid);
    }
    mortality.pass("after the pid file is written");
    return Optional.empty();
  }

  @Override
  public void erase(String path, OptionalInt pid) {
    mortality.pass("before the pid file is erased");
    int named = files.getOrDefault(path, GARBAGE);
    if (named != GARBAGE && (pid.equals(OptionalInt.of(named)) || !lives.test(named))) {
      files.remove(path);
    }
    mortality.pass("after the pid file is erased");
  }
}
