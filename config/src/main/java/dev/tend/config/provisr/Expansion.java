package dev.tend.config.provisr;

import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Inheritance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces `${NAME}` in variables by the value that NAME has in the same environment, through any
/// number of steps.
///
/// Of several values with one name the later one counts. Within it, its own name means the one
/// before: `PATH=/opt/bin:${PATH}` puts a folder in front of what was there. Any other circle is a
/// mistake. `$NAME` without braces, and a `${NAME}` that nothing is known of, stay as they are.
final class Expansion {

  /// MAX_ARG_STRLEN of `execve(2)`: a longer one could be handed to no program, and a few lines can
  /// stand for billions of characters.
  private static final int LENGTH_MAX = 131_072;

  /// Nobody can follow more, and each takes a piece of the thread's stack.
  private static final int STEPS_MAX = 100;

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)\\}");

  /// One value of a name: the last is that with the highest level; level 0 is the daemon's own.
  private record Key(String name, int level) {}

  private final Map<String, String> daemon;
  private final Inheritance inherit;
  private final Problems problems;
  private final Map<String, List<Variable>> written = new LinkedHashMap<>();
  private final Map<Key, String> known = new HashMap<>();
  private final List<Key> path = new ArrayList<>();

  /// @param daemon its whole environment
  /// @param inherit what of that the process sees, and so may name
  Expansion(Map<String, String> daemon, Inheritance inherit, Problems problems) {
    this.daemon = daemon;
    this.inherit = inherit;
    this.problems = problems;
  }

  /// @param variables in the order in which a later one of the same name counts
  SortedMap<String, String> of(List<Variable> variables) {
    variables.forEach(
        variable -> written.computeIfAbsent(variable.name(), _ -> new ArrayList<>()).add(variable));
    SortedMap<String, String> values = new TreeMap<>();
    written.forEach((name, all) -> values.put(name, value(new Key(name, all.size()))));
    return values;
  }

  private String value(Key key) {
    if (key.level() == 0) {
      return daemon.getOrDefault(key.name(), "");
    }
    String before = known.get(key);
    if (before != null) {
      return before;
    }
    Variable variable = written.getOrDefault(key.name(), List.of()).get(key.level() - 1);
    path.addLast(key);
    String value = expanded(variable, key);
    path.removeLast();
    known.put(key, value);
    return value;
  }

  private String expanded(Variable variable, Key key) {
    StringBuilder value = new StringBuilder();
    Matcher reference = REFERENCE.matcher(variable.value());
    while (reference.find()) {
      reference.appendReplacement(
          value,
          Matcher.quoteReplacement(meant(reference.group(1), reference.group(), variable, key)));
      if (value.length() > LENGTH_MAX) {
        break;
      }
    }
    reference.appendTail(value);
    if (value.length() > LENGTH_MAX) {
      problems.add(
          variable.place(),
          "the value of " + variable.name() + " has more than " + LENGTH_MAX + " characters");
      return "";
    }
    return value.toString();
  }

  private String meant(String name, String asWritten, Variable variable, Key key) {
    int level =
        name.equals(key.name()) ? key.level() - 1 : written.getOrDefault(name, List.of()).size();
    Key target = new Key(name, level);
    if (path.contains(target)) {
      report(variable.place(), target);
      return asWritten;
    }
    if (path.size() > STEPS_MAX) {
      problems.add(
          variable.place(), "'" + asWritten + "' leads on for more than " + STEPS_MAX + " steps");
      return asWritten;
    }
    if (level > 0 || (daemon.containsKey(name) && inherit.takes(name))) {
      return value(target);
    }
    problems.warn(
        variable.place(),
        "nothing is known of '" + asWritten + "', and it stays as it is",
        daemon.containsKey(name) ? "use_os_env = true takes it over from the daemon." : "");
    return asWritten;
  }

  private void report(Place place, Key closing) {
    List<String> circle = new ArrayList<>();
    path.subList(path.indexOf(closing), path.size()).forEach(key -> circle.add(key.name()));
    circle.add(closing.name());
    problems.add(
        place, "variables refer to each other in a circle: " + String.join(" -> ", circle));
  }
}
