package dev.tend.linux;

import java.nio.file.Path;

/// Where one stream of an instance goes, with every default and placeholder settled.
sealed interface LogPlace {

  record InFile(Path file) implements LogPlace {}

  record Nowhere() implements LogPlace {}

  /// Where stdout goes; for stderr only.
  record WithStdout() implements LogPlace {}
}
