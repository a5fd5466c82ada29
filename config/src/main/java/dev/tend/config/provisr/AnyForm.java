package dev.tend.config.provisr;

import dev.tend.config.decode.Form;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;

/// Anything: a value of a part of provisr that Tend does not have, so that only the key is known.
record AnyForm() implements Form<Node> {

  @Override
  public String type() {
    return "anything";
  }

  @Override
  public Optional<Node> decode(Node node, Problems problems) {
    return Optional.of(node);
  }

  @Override
  public String write(Node value) {
    return value.kind();
  }
}
