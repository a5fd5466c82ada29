package dev.tend.core.why;

import dev.tend.core.world.InstanceView;
import java.util.List;

/// Knows what processes wrote before they ended.
@FunctionalInterface
public interface LastWords {

  /// As many lines as fit below an answer and are read.
  int LINES_MAX = 5;

  /// Nobody has kept them.
  LastWords NONE = _ -> List.of();

  /// The last lines that the last run of an instance wrote, without empty ones, oldest first; none
  /// where that is not known for sure.
  List<String> of(InstanceView instance);

  /// The line that most likely says what went wrong: traces of a stack are indented.
  static String telling(List<String> lines) {
    return lines.reversed().stream()
        .filter(line -> !Character.isWhitespace(line.charAt(0)))
        .findFirst()
        .orElseGet(() -> lines.getLast().strip());
  }
}
