package dev.tend.linux;

import dev.tend.engine.Output;
import java.nio.file.Path;

/// Where in a log that begins which is written from now on.
///
/// @param position as [LogTail] has them
/// @param stamped whether each line is preceded by a time
public record LogStart(Output.Stream stream, Path file, String position, boolean stamped) {}
