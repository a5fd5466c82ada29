package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Hook;
import java.util.Optional;

/// The name of a hook.
public record HookNameForm() implements Form<String> {

  @Override
  public String type() {
    return "text";
  }

  @Override
  public Optional<String> decode(Node node, Problems problems) {
    Optional<String> text = TextForm.decode(node, "a hook's name", problems);
    Optional<String> objection = text.flatMap(Hook::objection);
    objection.ifPresent(
        why -> problems.add(node.place(), "'" + text.orElse("") + "' cannot name a hook: " + why));
    return objection.isPresent() ? Optional.empty() : text;
  }

  @Override
  public String write(String value) {
    return "\"" + value + '"';
  }
}
