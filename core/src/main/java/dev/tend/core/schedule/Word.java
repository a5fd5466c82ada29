package dev.tend.core.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A piece of an expression and the place where it begins.
///
/// @param column from 1, in characters of the whole expression
record Word(String text, int column) {

  private static final Pattern BETWEEN_SPACES = Pattern.compile("[^ \t]+");

  /// The words of a text, which spaces and tabs divide.
  static List<Word> of(String text) {
    return BETWEEN_SPACES
        .matcher(text)
        .results()
        .map((MatchResult found) -> new Word(found.group(), found.start() + 1))
        .toList();
  }

  /// The parts between the separators, empty ones too.
  List<Word> split(char separator) {
    List<Word> parts = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      parts.add(part(start, end));
      start = end + 1;
    }
    parts.add(part(start, text.length()));
    return parts;
  }

  /// From the character at index `start` to that before `end`.
  Word part(int start, int end) {
    return new Word(text.substring(start, end), column + start);
  }

  /// From the character at index `start` on.
  Word from(int start) {
    return part(start, text.length());
  }

  Wrong wrong(String sentence, String hint) {
    return new Wrong(column, sentence, hint);
  }
}
