package dev.tend.config.provisr;

import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file of `env_files`: `NAME=value` lines and comments behind `#`. Values are trimmed and lose
/// one pair of quotes; everything else in them is taken as it is, and `${…}` is replaced later.
record EnvironmentFile(Path path) {

  List<Variable> variables(String text, Problems problems) {
    List<Variable> variables = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        read(line, new Place(path, i + 1, 1 + lines.get(i).indexOf(line)), variables, problems);
      }
    }
    return variables;
  }

  private static void read(String line, Place place, List<Variable> into, Problems problems) {
    int equals = line.indexOf('=');
    String name = equals < 0 ? "" : line.substring(0, equals).strip();
    if (name.isEmpty()) {
      problems.add(place, "expected NAME=value", "A comment begins with #.");
    } else if (line.indexOf('\0') < 0) {
      into.add(new Variable(place, name, unquoted(line.substring(equals + 1).strip())));
    }
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
