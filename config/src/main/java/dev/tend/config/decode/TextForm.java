package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;

/// Any characters but NUL, which no program can be handed.
public record TextForm() implements Form<String> {

  @Override
  public String type() {
    return "text";
  }

  @Override
  public Optional<String> decode(Node node, Problems problems) {
    return decode(node, "text", problems);
  }

  /// Reads the text of another form.
  ///
  /// @param what the thing that the text should be, with its article
  public static Optional<String> decode(Node node, String what, Problems problems) {
    if (!(node instanceof Node.Text(var place, var value))) {
      String hint =
          node instanceof Node.WholeNumber number
              ? "Write \"" + number.written() + "\" to have it as text."
              : "";
      problems.addMismatch(node, what, hint);
      return Optional.empty();
    }
    if (value.indexOf('\0') >= 0) {
      problems.add(place, "holds a NUL character");
      return Optional.empty();
    }
    return Optional.of(value);
  }

  @Override
  public String write(String value) {
    return '"' + value + '"';
  }
}
