package dev.tend.core.spec;

import java.util.ArrayList;
import java.util.List;

/// Splits a text into words by the quoting rules of the POSIX shell (XCU 2.2), and notes what in it
/// only a shell can do.
final class ShellScanner {

  /// What came of it.
  sealed interface Result permits ShellWords, Grammar, Unfinished {}

  /// It has pipes, patterns, or other characters that a shell gives a meaning to.
  record Grammar() implements Result {}

  /// It ends within a quotation, or in a backslash.
  record Unfinished(char opening, int at) implements Result {}

  private static final String SPECIAL = "|&;<>()$`*?[]{}~#!\n";

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean grammar;
  private boolean expands;
  private int at;

  ShellScanner(String text) {
    this.text = text;
  }

  Result scan() {
    while (at < text.length()) {
      int start = at;
      char c = text.charAt(at++);
      boolean finished =
          switch (c) {
            case '\'' -> singleQuoted();
            case '"' -> doubleQuoted();
            case '\\' -> escaped();
            default -> unquoted(c);
          };
      if (!finished) {
        return new Unfinished(c, start);
      }
      // Behind these a quotation mark need not be one: `# it's`, or the lines of a here-document.
      if (c == '#' || c == '<') {
        return new Grammar();
      }
    }
    endWord();
    return grammar ? new Grammar() : new ShellWords(words, expands);
  }

  private boolean unquoted(char c) {
    if (c == ' ' || c == '\t') {
      endWord();
    } else {
      grammar |= SPECIAL.indexOf(c) >= 0;
      append(c);
    }
    return true;
  }

  private boolean singleQuoted() {
    int end = text.indexOf('\'', at);
    if (end < 0) {
      return false;
    }
    inWord = true;
    word.append(text, at, end);
    at = end + 1;
    return true;
  }

  private boolean doubleQuoted() {
    inWord = true;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c == '\\' && at < text.length() && "$`\"\\\n".indexOf(text.charAt(at)) >= 0) {
        escaped();
      } else {
        if (c == '$' || c == '`') {
          expands = true;
        }
        append(c);
      }
    }
    return false;
  }

  private boolean escaped() {
    if (at == text.length()) {
      return false;
    }
    char c = text.charAt(at++);
    // A backslash at the end of a line joins it with the next one.
    if (c != '\n') {
      append(c);
    }
    return true;
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
