package dev.tend.config.problem;

import java.util.Comparator;
import java.util.regex.Pattern;

/// Something wrong in what the operator wrote.
///
/// @param sentence what is wrong, without a full stop
/// @param hint what could be done about it, as a sentence or a question; may be empty
public record Problem(Place place, String sentence, String hint) implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::place)
          .thenComparing(Problem::sentence)
          .thenComparing(Problem::hint);

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /// `web.toml:12:9: unknown key 'comand'. Did you mean 'command'?`
  @Override
  public String toString() {
    String text = place + ": " + sentence + (hint.isEmpty() ? "" : ". " + hint);
    // What is quoted from a file should not steer the operator's terminal.
    return CONTROL.matcher(text).replaceAll("?");
  }
}
