package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Environment variables by name. Numbers, `true` and `false` are taken as the text that was
/// written, so that `PORT = 8080` does what it looks like.
record EnvForm() implements Form<SortedMap<String, String>> {

  @Override
  public String type() {
    return "table of text";
  }

  @Override
  public Optional<SortedMap<String, String>> decode(Node node, Problems problems) {
    if (!(node instanceof Node.Table table)) {
      problems.addMismatch(node, "a table", "Write { NAME = \"value\" }.");
      return Optional.empty();
    }
    SortedMap<String, String> values = new TreeMap<>();
    table
        .entries()
        .forEach((name, entry) -> {
          checkName(name, entry.place(), problems);
          text(entry.value(), problems).ifPresent(value -> values.put(name, value));
        });
    return Optional.of(values);
  }

  static void checkName(String name, Place place, Problems problems) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      problems.add(place, "'" + name + "' cannot name a variable of the environment");
    }
  }

  private static Optional<String> text(Node value, Problems problems) {
    return switch (value) {
      case Node.WholeNumber number -> Optional.of(number.written());
      case Node.Fraction number -> Optional.of(number.written());
      case Node.Truth truth -> Optional.of(Boolean.toString(truth.value()));
      case Node.Text _, Node.Table _, Node.Items _, Node.Time _, Node.Nothing _ ->
          TextForm.decode(value, "text", problems);
    };
  }

  @Override
  public String write(SortedMap<String, String> value) {
    return value.isEmpty() ? "{}" : "{ … }";
  }
}
