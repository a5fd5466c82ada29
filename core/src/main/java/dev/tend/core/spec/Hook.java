package dev.tend.core.spec;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A command at a point of the lifecycle.
///
/// @param name unique among the hooks of its phase
/// @param command what is executed, as the user of the service
/// @param directory where it runs, absolute; empty means where the service does
/// @param env what is set on top of the service's own variables
/// @param timeout after this it is killed with all that it started, and has failed
/// @param async whether nobody waits for it; then a failure is told of and nothing more
public record Hook(
    String name,
    Command command,
    Optional<String> directory,
    SortedMap<String, String> env,
    Duration timeout,
    OnFailure onFailure,
    boolean async) {

  public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(30);

  /// A start or stop that takes longer than this belongs into a unit of its own.
  public static final Duration TIMEOUT_MAX = Duration.ofHours(1);

  /// What would be trouble in a file's name or on a command line.
  private static final String UNFIT = "/\\<>:\"|?*";

  private static final int NAME_MAX = 100;

  /// What follows when a hook fails: it cannot be run, ends with another code than 0 or by a
  /// signal, or takes too long.
  public enum OnFailure {
    /// The rest of its phase is left out, and a start has failed.
    FAIL,
    /// The next one is run.
    IGNORE,
    /// It is run once more after a pause; then as with `fail`.
    RETRY
  }

  public Hook {
    Optional<String> objection = objection(name);
    if (objection.isPresent()) {
      throw new IllegalArgumentException("'" + name + "' cannot name a hook: " + objection.get());
    }
    if (!timeout.isPositive() || timeout.compareTo(TIMEOUT_MAX) > 0) {
      throw new IllegalArgumentException("the timeout of a hook is not within 0 to 1h");
    }
    env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
  }

  /// A blocking one with every default.
  public static Hook of(String name, Command command) {
    return new Hook(
        name, command, Optional.empty(), new TreeMap<>(), TIMEOUT_DEFAULT, OnFailure.FAIL, false);
  }

  public Hook within(Duration timeout) {
    return new Hook(name, command, directory, env, timeout, onFailure, async);
  }

  public Hook onFailure(OnFailure onFailure) {
    return new Hook(name, command, directory, env, timeout, onFailure, async);
  }

  public Hook named(String name) {
    return new Hook(name, command, directory, env, timeout, onFailure, async);
  }

  public Hook unwaited() {
    return new Hook(name, command, directory, env, timeout, onFailure, true);
  }

  /// Why a text cannot name a hook; empty if it can.
  public static Optional<String> objection(String name) {
    if (name.isEmpty()) {
      return Optional.of("it is empty");
    }
    if (name.length() > NAME_MAX) {
      return Optional.of("it is longer than " + NAME_MAX + " characters");
    }
    return name.codePoints()
        .filter(c -> c <= ' ' || c == 0x7f || UNFIT.indexOf(c) >= 0)
        .mapToObj(c -> c <= ' ' || c == 0x7f ? "white space" : "'" + Character.toString(c) + "'")
        .map(what -> "it has " + what + " in it")
        .findFirst();
  }
}
