package dev.tend.linux;

import dev.tend.core.spec.Readiness;
import java.util.regex.Pattern;

/// Looks for a pattern in the lines of a log, at a bounded cost for each.
final class ReadyPattern {

  /// What is looked at of a line, from its beginning; a line that says "ready" is not longer.
  static final int LINE_CHARS_MAX = 4096;

  /// A pattern with two wildcards looks at each pair of places in such a line, which this allows;
  /// it takes a tenth of a second or so.
  private static final long LOOKS_MAX = 2L * LINE_CHARS_MAX * LINE_CHARS_MAX;

  /// What [PumpStamped] writes before a line. One that an earlier process had begun has none.
  private static final Pattern STAMP =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z ");

  /// What came of a line.
  enum Verdict {
    MATCHES,
    DIFFERS,
    /// Nobody can say: the pattern tries too many ways.
    TOO_SLOW
  }

  private final Pattern pattern;

  ReadyPattern(Readiness.Line line) {
    this.pattern = Pattern.compile(line.pattern());
  }

  Verdict look(String line) {
    String beginning = line.length() > LINE_CHARS_MAX ? line.substring(0, LINE_CHARS_MAX) : line;
    try {
      return pattern.matcher(new BoundedText(beginning, LOOKS_MAX)).find()
          ? Verdict.MATCHES
          : Verdict.DIFFERS;
    } catch (BoundedText.ExhaustedException | StackOverflowError tooMany) {
      // A repeated group is a recursion, a character each.
      return Verdict.TOO_SLOW;
    }
  }

  static String withoutStamp(String line) {
    var stamp = STAMP.matcher(line);
    return stamp.lookingAt() ? line.substring(stamp.end()) : line;
  }
}
