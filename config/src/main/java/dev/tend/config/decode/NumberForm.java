package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.math.BigDecimal;
import java.util.Optional;

/// A number, with a fraction or without, from `min` to `max`.
public record NumberForm(double min, double max) implements Form<Double> {

  @Override
  public String type() {
    return "number";
  }

  @Override
  public String range() {
    return write(min) + " to " + write(max);
  }

  @Override
  public Optional<Double> decode(Node node, Problems problems) {
    return switch (node) {
      case Node.WholeNumber number ->
          within((double) number.value(), number.written(), node, problems);
      case Node.Fraction number -> within(number.value(), number.written(), node, problems);
      case Node.Table _, Node.Items _, Node.Text _, Node.Truth _, Node.Time _, Node.Nothing _ -> {
        problems.addMismatch(node, "a number", "");
        yield Optional.empty();
      }
    };
  }

  private Optional<Double> within(double value, String written, Node node, Problems problems) {
    if (value >= min && value <= max) {
      return Optional.of(value);
    }
    problems.add(node.place(), written + " is out of range", "Allowed: " + range() + ".");
    return Optional.empty();
  }

  @Override
  public String write(Double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
