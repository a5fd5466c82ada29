package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;

/// A path in which `{unit}` and `{instance}` may stand; without them it is the same for all
/// instances.
record TemplatePathForm() implements Form<String> {

  @Override
  public String type() {
    return "path";
  }

  @Override
  public Optional<String> decode(Node node, Problems problems) {
    return TextForm.decode(node, "a path", problems)
        .flatMap(text -> {
          InstancePathForm.checkPlaceholders(text, "a path", node.place(), problems);
          return PathForm.resolve(node.place(), text, problems)
              .map(path -> path.toAbsolutePath().normalize().toString());
        });
  }

  @Override
  public String write(String value) {
    return '"' + value + '"';
  }
}
