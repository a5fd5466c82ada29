package dev.tend.core.lifecycle;

/// What becomes of an instance once nothing of its run is left.
public sealed interface After {

  /// It stays down: somebody wanted it so.
  record Stay() implements After {}

  /// It waits for its turn to start again: a restart, or what it requires went down.
  record Wait() implements After {}

  /// It counts as failed, whatever the policy says: a defect of ours came in between.
  record Fail() implements After {}

  /// The restart policy judges how it ended.
  record Judge(End end) implements After {}
}
