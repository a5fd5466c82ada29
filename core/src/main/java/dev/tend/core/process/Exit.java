package dev.tend.core.process;

import dev.tend.core.spec.Signal;

/// How a process ended.
public sealed interface Exit {

  /// Exit codes of sh(1), which passes on those of what it ran as well.
  int SHELL_MAY_NOT = 126;

  int SHELL_FOUND_NOTHING = 127;
  int SHELL_SIGNAL = 128;

  /// Tend says so where it kills.
  String KILLER = ", not by Tend: by the kernel for want of memory, or by somebody";

  /// It returned `code`, 0 to 255.
  record Code(int code) implements Exit {}

  /// A signal ended it.
  record Signalled(int signal, boolean coreDumped) implements Exit {}

  /// It is gone, and nobody could see how; `reason` says why not.
  record Unknown(String reason) implements Exit {}

  default boolean success() {
    return this instanceof Code(int code) && code == 0;
  }

  /// What such an end most likely means, where its number alone says little: a clause that goes on
  /// after [#sentence], or nothing.
  default String meaning() {
    return switch (this) {
      case Code(int code) when code == SHELL_FOUND_NOTHING ->
          ", as a shell does that does not find the command";
      case Code(int code) when code == SHELL_MAY_NOT -> ", as a shell does that may not execute it";
      case Code(int code) when code == SHELL_SIGNAL + Signal.KILL.number() ->
          " (128 + 9), so what it ran was killed by SIGKILL" + KILLER;
      case Code(int code) when code > SHELL_SIGNAL && code <= SHELL_SIGNAL + Signal.SYS.number() ->
          " (128 + %d), so what it ran was killed by %s"
              .formatted(code - SHELL_SIGNAL, Signal.nameOf(code - SHELL_SIGNAL));
      case Signalled(int signal, boolean _) when signal == Signal.KILL.number() -> KILLER;
      case Code _, Signalled _, Unknown _ -> "";
    };
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
