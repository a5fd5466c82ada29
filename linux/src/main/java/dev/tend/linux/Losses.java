package dev.tend.linux;

import dev.tend.core.process.Writer;
import dev.tend.engine.Output.Stream;

/// Told when output cannot be written and has to be dropped, because a process must never wait for
/// a disk, and when some of it is in danger. Called on the pump's thread or the loop's; must return
/// at once.
public interface Losses {

  /// From now on bytes of the stream are dropped.
  ///
  /// @param errno why, by name: `ENOSPC`
  void began(Writer writer, Stream stream, String errno);

  /// Writing works again, or the stream was closed.
  ///
  /// @param bytes how many were dropped since it began
  void ended(Writer writer, Stream stream, long bytes, String errno);

  /// What holds the FIFOs, so that the death of the daemon loses nothing that is in them, ended,
  /// cannot be started, or runs again.
  void holding(String sentence);
}
