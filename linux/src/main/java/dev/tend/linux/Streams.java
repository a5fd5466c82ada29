package dev.tend.linux;

import dev.tend.core.spec.InstanceId;

/// What a spawn has to know of the output: which files become a process's stdout and stderr.
public interface Streams {

  /// The files that the child itself opens, for reading and writing, before it executes anything.
  StreamPaths of(InstanceId instance);

  /// Makes the FIFOs belong to the user whom the process runs as, so that it can open `/dev/stdout`
  /// again.
  void giveTo(InstanceId instance, int uid, int gid);
}
