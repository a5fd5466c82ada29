package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.UnitName;
import java.util.Optional;

/// The name of a unit of this configuration, or that of a group behind an `@`.
record WhomForm() implements Form<String> {

  @Override
  public String type() {
    return "unit or `@group`";
  }

  @Override
  public Optional<String> decode(Node node, Problems problems) {
    Optional<String> text = TextForm.decode(node, "a unit's name", problems);
    Optional<String> objection = text.map(WhomForm::bare).flatMap(UnitName::objection);
    objection.ifPresent(
        why -> problems.add(node.place(), "'" + text.orElse("") + "' names no unit: " + why));
    return objection.isPresent() ? Optional.empty() : text;
  }

  private static String bare(String text) {
    return text.startsWith("@") ? text.substring(1) : text;
  }

  @Override
  public String write(String value) {
    return "\"" + value + '"';
  }
}
