package dev.tend.engine;

import java.util.Optional;
import java.util.OptionalInt;

/// The files in which others find the pid of a service: one line, the number and nothing else.
///
/// Nothing of Tend's own depends on them; what the next daemon needs is in the [Journal].
public interface PidFiles {

  /// Puts the pid there, in one step: whoever reads the file finds the old line or the new. A file
  /// that names the process already is left as it is.
  ///
  /// @param yields whether a file that names any living process is left as it is, because the
  ///   service writes it itself
  /// @return why it could not be written; empty if all is well
  Optional<String> write(String path, int pid, boolean yields);

  /// Removes the file if it names this process, or one that does not live; what else is in it is
  /// not ours. A file that is not there, or cannot be removed, is none of anybody's concern.
  void erase(String path, OptionalInt pid);
}
