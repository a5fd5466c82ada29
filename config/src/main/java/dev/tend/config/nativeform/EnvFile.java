package dev.tend.config.nativeform;

import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of `KEY=VALUE` lines.
///
/// Blank lines and lines that begin with `#` are passed over, `export` in front of a key too. A
/// value in single quotes is taken as it is; in double quotes `\n`, `\t`, `\r`, `\"`, `\\` and `\$`
/// stand for the character; without quotes a `#` behind a blank begins a comment. Nothing is
/// expanded. Of two lines with the same key the later one counts, as in a shell.
record EnvFile(Path path) {

  private static final Pattern LINE =
      Pattern.compile("(\\s*)(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=[ \\t]*(.*)");

  private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
  private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*$");

  SortedMap<String, String> values(String text, Problems problems) {
    SortedMap<String, String> values = new TreeMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
        read(line, i + 1, values, problems);
      }
    }
    return values;
  }

  private void read(String line, int number, SortedMap<String, String> values, Problems problems) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      int column = 1 + line.length() - line.stripLeading().length();
      problems.add(
          new Place(path, number, column), "expected KEY=VALUE", "A comment begins with #.");
      return;
    }
    Optional<String> value = value(parts.group(3));
    if (value.isEmpty()) {
      problems.add(
          new Place(path, number, parts.start(3) + 1),
          "the value lacks a closing quotation mark, or has something behind it",
          "A value in quotes ends on its line.");
    }
    value.ifPresent(known -> values.put(parts.group(2), known));
  }

  private static Optional<String> value(String written) {
    if (written.startsWith("'")) {
      return inQuotes(SINGLE, written);
    }
    if (written.startsWith("\"")) {
      return inQuotes(DOUBLE, written).map(EnvFile::unescape);
    }
    return Optional.of(COMMENT.matcher(written).replaceFirst("").strip());
  }

  private static Optional<String> inQuotes(Pattern quotes, String written) {
    Matcher matcher = quotes.matcher(written);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(escape -> Matcher.quoteReplacement(character(escape.group(1))));
  }

  private static String character(String escaped) {
    return switch (escaped) {
      case "n" -> "\n";
      case "t" -> "\t";
      case "r" -> "\r";
      case "\"", "\\", "$" -> escaped;
      default -> "\\" + escaped;
    };
  }
}
