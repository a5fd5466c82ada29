package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;

/// A number of bytes.
public record SizeForm() implements Form<Long> {

  @Override
  public String type() {
    return "size";
  }

  @Override
  public Optional<Long> decode(Node node, Problems problems) {
    if (node instanceof Node.WholeNumber number) {
      problems.addMismatch(node, "a size", "Write \"" + number.written() + "\", or \"10MiB\".");
      return Optional.empty();
    }
    Optional<String> text = TextForm.decode(node, "a size", problems);
    Optional<Long> bytes = text.flatMap(SizeText::parse).map(SizeText::bytes);
    if (text.isPresent() && bytes.isEmpty()) {
      problems.add(
          node.place(),
          "'" + text.get() + "' is not a size",
          "Write \"10MiB\" or \"500k\"; the units are k, m, g, t, KiB to TiB, KB to TB.");
    }
    return bytes;
  }

  @Override
  public String write(Long value) {
    return "\"" + new SizeText(value) + '"';
  }
}
