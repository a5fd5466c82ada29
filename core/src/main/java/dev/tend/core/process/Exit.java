package dev.tend.core.process;

import dev.tend.core.spec.Signal;

/// How a process ended.
public sealed interface Exit {

  /// It returned `code`, 0 to 255.
  record Code(int code) implements Exit {}

  /// A signal ended it.
  record Signalled(int signal, boolean coreDumped) implements Exit {}

  /// It is gone, and nobody could see how; `reason` says why not.
  record Unknown(String reason) implements Exit {}

  default boolean success() {
    return this instanceof Code(int code) && code == 0;
  }

  /// In words: `exited with code 1`, `was killed by SIGKILL`, `ended unseen (…)`.
  default String sentence() {
    return switch (this) {
      case Code(int code) -> "exited with code " + code;
      case Signalled(int signal, boolean core) ->
          "was killed by " + Signal.nameOf(signal) + (core ? " (core dumped)" : "");
      case Unknown(String reason) -> "ended unseen (" + reason + ")";
    };
  }
}
