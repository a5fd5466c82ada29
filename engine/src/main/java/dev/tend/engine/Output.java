package dev.tend.engine;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;

/// What becomes of what processes write. The loop only says which instances there are; the kernel
/// and the output agree between them on how bytes get from one to the other.
public interface Output extends AutoCloseable {

  /// From now on the instance's output goes where `rule` says; called again when the rule changes.
  /// The bytes already written before the call go where they went.
  ///
  /// @throws java.io.UncheckedIOException if it cannot be opened
  /// @throws IllegalArgumentException if another instance's output goes to the same file
  void open(InstanceId instance, LogRule rule);

  /// As [#open], if an earlier daemon left something of the instance's output under way; otherwise
  /// nothing happens. The process that wrote it need not live any more.
  void resume(InstanceId instance, LogRule rule);

  /// The instance is gone for good: what is still underway is written, then its files are closed.
  void retire(InstanceId instance);

  /// Nobody will ask for what a run of the past wrote, under the rule that it had: the files that
  /// nothing else writes to are deleted. Called after [#retire], and for an instance that is gone.
  void discard(InstanceId instance, LogRule rule);

  @Override
  void close();

  /// One of the two streams of a process.
  enum Stream {
    STDOUT,
    STDERR;

    /// `stdout`, as in file names and the API.
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
