package dev.tend.core.probe;

import dev.tend.core.text.DurationText;
import java.time.Duration;

/// What came of a check, once.
///
/// @param ok whether all was well
/// @param what what the probe did, as a clause without its subject: `got HTTP 503`
/// @param detail what came with it, in the words of whoever was asked: one line, cut to
///   [#DETAIL_CHARS_MAX] characters and without what could move a terminal's cursor, or nothing
public record Finding(boolean ok, String what, String detail) {

  /// What fits on a screen; a sentence has to remain one.
  public static final int DETAIL_CHARS_MAX = 200;

  public Finding {
    String plain = detail.replaceAll("\\p{Cntrl}", " ").strip();
    detail =
        plain.length() <= DETAIL_CHARS_MAX ? plain : plain.substring(0, DETAIL_CHARS_MAX - 1) + "…";
  }

  public static Finding good(String what) {
    return new Finding(true, what, "");
  }

  public static Finding bad(String what) {
    return new Finding(false, what, "");
  }

  public static Finding bad(String what, String detail) {
    return new Finding(false, what, detail);
  }

  /// Nothing came in time; `how` says how far it got: `got no answer`.
  public static Finding late(String how, Duration timeout) {
    return bad(how + " within " + new DurationText(timeout));
  }

  /// `got HTTP 503: no database`.
  public String sentence() {
    return detail.isEmpty() ? what : what + ": " + detail;
  }

  /// The first line of a text that says something.
  public static String firstLine(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
  }

  /// The last line of a text that says something: programs end with what kept them from going on.
  public static String lastLine(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce("", (_, last) -> last);
  }
}
