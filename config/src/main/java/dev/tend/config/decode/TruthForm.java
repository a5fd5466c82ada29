package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;

/// `true` or `false`.
public record TruthForm() implements Form<Boolean> {

  @Override
  public String type() {
    return "true or false";
  }

  @Override
  public Optional<Boolean> decode(Node node, Problems problems) {
    if (node instanceof Node.Truth truth) {
      return Optional.of(truth.value());
    }
    problems.addMismatch(node, "true or false", "");
    return Optional.empty();
  }

  @Override
  public String write(Boolean value) {
    return value.toString();
  }
}
