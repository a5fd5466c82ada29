package dev.tend.linux;

import dev.tend.core.process.Exit;

/// How a process ended, in a record: `code 3`, `signal 9`, `signal 11 core`, `unknown` and why.
final class ExitText {

  private ExitText() {}

  static String of(Exit exit) {
    return switch (exit) {
      case Exit.Code(int code) -> "code " + code;
      case Exit.Signalled(int signal, boolean core) -> "signal " + signal + (core ? " core" : "");
      case Exit.Unknown(String reason) -> "unknown " + reason;
    };
  }

  /// Reads what [#of] wrote.
  ///
  /// @throws IllegalArgumentException if it is anything else
  static Exit parse(String text) {
    String[] words = text.split(" ", 2);
    if (words.length < 2) {
      throw new IllegalArgumentException("'" + text + "' is no exit");
    }
    String rest = words[1];
    return switch (words[0]) {
      case "code" -> new Exit.Code(Integer.parseInt(rest));
      case "signal" -> {
        String[] parts = rest.split(" ", 2);
        yield new Exit.Signalled(Integer.parseInt(parts[0]), parts.length > 1);
      }
      case "unknown" -> new Exit.Unknown(rest);
      default -> throw new IllegalArgumentException("'" + text + "' is no exit");
    };
  }
}
