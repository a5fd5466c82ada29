package dev.tend.cli.terminal;

/// How a piece of text looks where colours are wanted; the number is the one of ECMA-48's SGR.
public enum Style {
  PLAIN(0),
  BOLD(1),
  DIM(2),
  RED(31),
  GREEN(32),
  YELLOW(33),
  BLUE(34),
  MAGENTA(35),
  CYAN(36);

  private final int code;

  Style(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /// What a state by its name looks like: good green, on its way yellow, bad red, at rest dim.
  public static Style ofState(String state) {
    return switch (state) {
      case "running" -> GREEN;
      case "waiting", "starting", "stopping" -> YELLOW;
      case "backoff", "failed" -> RED;
      case "stopped", "completed" -> DIM;
      default -> PLAIN;
    };
  }
}
