package dev.tend.core.spec;

/// What tells the completions of a job apart.
public enum CompletionMode {
  /// Nothing: one is as good as the other.
  NON_INDEXED,
  /// Each has a number of its own, from 0, and is done when a worker with that number succeeded.
  INDEXED
}
