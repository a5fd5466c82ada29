package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A list of values that are all of one form.
///
/// @param example one as it is written, for whoever writes no list; may be empty
public record ListForm<T>(Form<T> each, String example) implements Form<List<T>> {

  public ListForm(Form<T> each) {
    this(each, "");
  }

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
      problems.addMismatch(node, "a list", hint(node));
      return Optional.empty();
    }
    List<T> values = new ArrayList<>();
    for (Node item : items.nodes()) {
      each.decode(item, problems).ifPresent(values::add);
    }
    return Optional.of(values);
  }

  private String hint(Node node) {
    if (!example.isEmpty()) {
      return "Write " + example + ".";
    }
    return switch (node) {
      case Node.Text _ when each instanceof Shape -> "Write [{ … }].";
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
  }

  @Override
  public String write(List<T> values) {
    return "[" + String.join(", ", values.stream().map(each::write).toList()) + "]";
  }
}
