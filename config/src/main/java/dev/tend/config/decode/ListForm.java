package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A list of values that are all of one form.
public record ListForm<T>(Form<T> each) implements Form<List<T>> {

  @Override
  public String type() {
    return "list of " + each.type();
  }

  @Override
  public String range() {
    return each.range();
  }

  @Override
  public Optional<List<T>> decode(Node node, Problems problems) {
    if (!(node instanceof Node.Items items)) {
      String hint =
          switch (node) {
            case Node.Text(var _, String value) -> "Write [\"" + value + "\"].";
            case Node.Table _ -> "Write [{ … }].";
            case Node.Items _,
                Node.WholeNumber _,
                Node.Fraction _,
                Node.Truth _,
                Node.Time _,
                Node.Nothing _ ->
                "";
          };
      problems.addMismatch(node, "a list", hint);
      return Optional.empty();
    }
    List<T> values = new ArrayList<>();
    for (Node item : items.nodes()) {
      each.decode(item, problems).ifPresent(values::add);
    }
    return Optional.of(values);
  }

  @Override
  public String write(List<T> values) {
    return "[" + String.join(", ", values.stream().map(each::write).toList()) + "]";
  }
}
