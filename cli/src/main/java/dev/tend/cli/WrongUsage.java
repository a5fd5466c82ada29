package dev.tend.cli;

/// The command line makes no sense: it ends with exit code 2, a sentence, and what to do.
final class WrongUsage extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String hint;

  /// @param hint what could be done, or empty
  WrongUsage(String sentence, String hint) {
    super(sentence);
    this.hint = hint;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  String hint() {
    return hint;
  }
}
