package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.LogRule.Target;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where one stream of a unit goes: a path, or a word.
///
/// @param stderr whether it may follow stdout
record LogTargetForm(boolean stderr) implements Form<Target> {

  static final String UNIT = "{unit}";
  static final String INSTANCE = "{instance}";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}/]*\\}");

  @Override
  public String type() {
    return stderr ? "path, `\"none\"` or `\"stdout\"`" : "path or `\"none\"`";
  }

  @Override
  public Optional<Target> decode(Node node, Problems problems) {
    return TextForm.decode(node, "a path", problems).flatMap(text -> target(text, node, problems));
  }

  private Optional<Target> target(String text, Node node, Problems problems) {
    if (text.equals("none")) {
      return Optional.of(new Target.Discard());
    }
    if (stderr && text.equals("stdout")) {
      return Optional.of(new Target.WithStdout());
    }
    Matcher placeholder = PLACEHOLDER.matcher(text);
    while (placeholder.find()) {
      if (!placeholder.group().equals(UNIT) && !placeholder.group().equals(INSTANCE)) {
        problems.add(
            node.place(),
            "nothing stands for '" + placeholder.group() + "' in a log path",
            "Known are " + UNIT + " and " + INSTANCE + ".");
      }
    }
    return PathForm.resolve(node.place(), text, problems)
        .map(path -> new Target.File(path.toAbsolutePath().normalize().toString()));
  }

  @Override
  public String write(Target value) {
    return switch (value) {
      case Target.Default _ -> "`<log_dir>/<unit>.<instance>." + stream() + ".log`";
      case Target.File(String path) -> '"' + path + '"';
      case Target.Discard _ -> "\"none\"";
      case Target.WithStdout _ -> "\"stdout\"";
    };
  }

  private String stream() {
    return stderr ? "stderr" : "stdout";
  }
}
