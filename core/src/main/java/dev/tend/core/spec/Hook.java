package dev.tend.core.spec;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
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

  /// It is part of the name of a file, of which those have 255 bytes at most.
  private static final int NAME_BYTES_MAX = 100;

  /// What is longer is a script, and belongs into a file.
  public static final int COMMAND_CHARS_MAX = 10_000;

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
    if (!isBrief(command)) {
      throw new IllegalArgumentException(
          "the command of a hook is longer than " + COMMAND_CHARS_MAX + " characters");
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

  /// Whether a command is no longer than that of a hook may be.
  public static boolean isBrief(Command command) {
    // What was written is the last word of what a shell gets.
    List<String> argv = command.argv();
    boolean shell = argv.size() == 3 && argv.get(1).equals("-c");
    String written = shell ? argv.getLast() : command.toString();
    return written.length() <= COMMAND_CHARS_MAX;
  }

  /// Why a text cannot name a hook; empty if it can.
  public static Optional<String> objection(String name) {
    if (name.isEmpty()) {
      return Optional.of("it is empty");
    }
    if (name.codePoints().map(Hook::bytes).sum() > NAME_BYTES_MAX) {
      return Optional.of("it is longer than " + NAME_BYTES_MAX + " bytes");
    }
    return name.codePoints()
        .filter(c -> c <= ' ' || c == 0x7f || UNFIT.indexOf(c) >= 0)
        .mapToObj(c -> c <= ' ' || c == 0x7f ? "white space" : "'" + Character.toString(c) + "'")
        .map(what -> "it has " + what + " in it")
        .findFirst();
  }

  /// How many bytes UTF-8 takes for a character.
  private static int bytes(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
}
