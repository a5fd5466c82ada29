package dev.tend.engine;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;

/// What becomes of what processes write. The loop only says which instances there are; the kernel
/// and the output agree between them on how bytes get from one to the other.
public interface Output extends AutoCloseable {

  /// From now on what the writer writes goes where `rule` says; called again when the rule changes.
  /// The bytes already written before the call go where they went.
  ///
  /// A hook has one file for both its streams, beside the default ones of its unit; where `rule`
  /// discards both of the unit's, it discards those of its hooks too.
  ///
  /// @throws java.io.UncheckedIOException if it cannot be opened
  /// @throws IllegalArgumentException if another writer's output goes to the same file
  void open(Writer writer, LogRule rule);

  /// As [#open], if an earlier daemon left something of the writer's output under way; otherwise
  /// nothing happens. The process that wrote it need not live any more.
  void resume(Writer writer, LogRule rule);

  /// The instance is gone for good: what is still underway of it and its hooks is written, then
  /// their files are closed.
  void retire(InstanceId instance);

  /// Nobody will ask for what a writer of the past wrote, under the rule that it had: the files
  /// that nothing else writes to are deleted. Called after [#retire], and for an instance that is
  /// gone.
  void discard(Writer writer, LogRule rule);

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
