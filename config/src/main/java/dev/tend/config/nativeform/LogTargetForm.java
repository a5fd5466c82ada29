package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.LogRule.Target;
import java.util.Optional;

/// Where one stream of a unit goes: a path, or a word.
///
/// @param stderr whether it may follow stdout
record LogTargetForm(boolean stderr) implements Form<Target> {

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
    InstancePathForm.checkPlaceholders(text, "a log path", node.place(), problems);
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
