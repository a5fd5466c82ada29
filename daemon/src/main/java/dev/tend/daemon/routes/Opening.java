package dev.tend.daemon.routes;

import dev.tend.core.process.Writer;
import dev.tend.engine.Output;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// From now on somebody writes to other files than before, or to none.
///
/// @param files to which, and where each of them ends before the first of that
public record Opening(Writer writer, Map<Output.Stream, End> files) {

  public Opening {
    Map<Output.Stream, End> copy = new EnumMap<>(Output.Stream.class);
    copy.putAll(files);
    files = Map.copyOf(copy);
  }

  /// The end of a log.
  ///
  /// @param position as [dev.tend.linux.LogTail] has them
  public record End(Path file, String position) {}
}
