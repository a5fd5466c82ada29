package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.Shape;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;

/// A table whose keys the reference has elsewhere already.
record TemplateForm(Shape shape) implements Form<Fields> {

  @Override
  public String type() {
    return shape.type();
  }

  @Override
  public Optional<Fields> decode(Node node, Problems problems) {
    return shape.decode(node, problems);
  }

  @Override
  public String write(Fields value) {
    return shape.write(value);
  }
}
