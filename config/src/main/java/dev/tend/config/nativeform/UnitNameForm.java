package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.UnitName;
import java.util.Optional;

/// The name of a unit of this configuration.
record UnitNameForm() implements Form<UnitName> {

  @Override
  public String type() {
    return "unit";
  }

  @Override
  public Optional<UnitName> decode(Node node, Problems problems) {
    Optional<String> text = TextForm.decode(node, "a unit's name", problems);
    Optional<String> objection = text.flatMap(UnitName::objection);
    objection.ifPresent(
        why -> problems.add(node.place(), "'" + text.orElse("") + "' names no unit: " + why));
    return objection.isPresent() ? Optional.empty() : text.map(UnitName::new);
  }

  @Override
  public String write(UnitName value) {
    return "\"" + value + '"';
  }
}
