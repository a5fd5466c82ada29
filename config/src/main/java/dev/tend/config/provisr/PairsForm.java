package dev.tend.config.provisr;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Variables of the environment as a list of `"NAME=value"`.
record PairsForm() implements Form<List<Variable>> {

  @Override
  public String type() {
    return "list of `\"NAME=value\"`";
  }

  @Override
  public Optional<List<Variable>> decode(Node node, Problems problems) {
    if (!(node instanceof Node.Items items)) {
      problems.addMismatch(node, "a list", "Write [\"NAME=value\"].");
      return Optional.empty();
    }
    List<Variable> variables = new ArrayList<>();
    for (Node item : items.nodes()) {
      TextForm.decode(item, "\"NAME=value\"", problems)
          .flatMap(text -> parse(text, item, problems))
          .ifPresent(variables::add);
    }
    return Optional.of(variables);
  }

  private static Optional<Variable> parse(String text, Node item, Problems problems) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      problems.add(item.place(), "'" + text + "' is not NAME=value");
      return Optional.empty();
    }
    return Optional.of(
        new Variable(item.place(), text.substring(0, equals), text.substring(equals + 1)));
  }

  @Override
  public String write(List<Variable> value) {
    return value.isEmpty() ? "[]" : "[ … ]";
  }
}
