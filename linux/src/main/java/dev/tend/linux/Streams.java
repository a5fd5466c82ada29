package dev.tend.linux;

import dev.tend.core.process.Writer;
import dev.tend.engine.Feed;
import dev.tend.engine.Output;
import java.util.List;

/// Where processes write: the agreement between the kernel, whose children open the paths
/// themselves, and the output, which reads from them.
public interface Streams {

  /// The paths that a process opens as its stdout and stderr, read-write.
  StreamPaths of(Writer writer);

  /// The writer's next process runs as this user, and must be able to open its streams again (as
  /// `/dev/stdout`). Called before each spawn as another user than the daemon's own.
  void giveTo(Writer writer, int uid, int gid);

  /// Where in its logs that begins which the writer's next process writes, once what is under way
  /// has been written; empty where its output goes nowhere.
  ///
  /// @throws java.io.UncheckedIOException if a log cannot be read
  default List<LogStart> starts(Writer writer) {
    return List.of();
  }

  /// Calls `grown` on some thread after the stream was written to a log; it must return at once.
  default Feed.Subscription onGrowth(Writer writer, Output.Stream stream, Runnable grown) {
    return () -> {};
  }
}
