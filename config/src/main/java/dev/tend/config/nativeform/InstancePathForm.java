package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.InstancePath;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The path of a file of which each instance has its own.
record InstancePathForm() implements Form<InstancePath> {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}/]*\\}");

  @Override
  public String type() {
    return "path";
  }

  @Override
  public Optional<InstancePath> decode(Node node, Problems problems) {
    return TextForm.decode(node, "a path", problems)
        .flatMap(text -> path(text, node.place(), problems));
  }

  private static Optional<InstancePath> path(String text, Place place, Problems problems) {
    checkPlaceholders(text, "a pid file's path", place, problems);
    return PathForm.resolve(place, text, problems)
        .map(path -> new InstancePath(path.toAbsolutePath().normalize().toString()));
  }

  /// Reports what looks like a placeholder and is none.
  static void checkPlaceholders(String text, String what, Place place, Problems problems) {
    Matcher placeholder = PLACEHOLDER.matcher(text);
    while (placeholder.find()) {
      if (!placeholder.group().equals(InstancePath.UNIT)
          && !placeholder.group().equals(InstancePath.INSTANCE)) {
        problems.add(
            place,
            "nothing stands for '" + placeholder.group() + "' in " + what,
            "Known are " + InstancePath.UNIT + " and " + InstancePath.INSTANCE + ".");
      }
    }
  }

  @Override
  public String write(InstancePath value) {
    return '"' + value.template() + '"';
  }
}
