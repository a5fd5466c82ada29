package dev.tend.linux;

import dev.tend.core.process.Writer;

/// Where processes write: the agreement between the kernel, whose children open
/// the paths themselves, and the output, which reads from them.
public interface Streams {

  /// The paths that a process opens as its stdout and stderr, read-write.
  StreamPaths of(Writer writer);

  /// The writer's next process runs as this user, and must be able to open its streams again (as
  /// `/dev/stdout`). Called before each spawn as another user than the daemon's own.
  void giveTo(Writer writer, int uid, int gid);
}
