package dev.tend.daemon;

/// The daemon cannot be started as asked; the message is for the operator.
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  Refusal(String sentence) {
    super(sentence);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
