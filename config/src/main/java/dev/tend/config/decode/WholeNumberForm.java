package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;

/// A whole number from `min` to `max`.
public record WholeNumberForm(int min, int max) implements Form<Integer> {

  @Override
  public String type() {
    return "whole number";
  }

  @Override
  public String range() {
    return max == Integer.MAX_VALUE ? min + " and more" : min + " to " + max;
  }

  @Override
  public Optional<Integer> decode(Node node, Problems problems) {
    if (!(node instanceof Node.WholeNumber number)) {
      problems.addMismatch(node, "a whole number", "");
      return Optional.empty();
    }
    if (number.value() < min || number.value() > max) {
      problems.add(
          node.place(), number.written() + " is out of range", "Allowed: " + range() + ".");
      return Optional.empty();
    }
    return Optional.of((int) number.value());
  }

  @Override
  public String write(Integer value) {
    return value.toString();
  }
}
