package dev.tend.config.decode;

import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;

/// A value together with the place that it stands at, for what is checked once all is read.
public record Placed<T>(Place place, T value) {

  /// The form of such a value, where `plain` reads the value alone.
  public record In<T>(Form<T> plain) implements Form<Placed<T>> {

    @Override
    public String type() {
      return plain.type();
    }

    @Override
    public String range() {
      return plain.range();
    }

    @Override
    public Optional<Placed<T>> decode(Node node, Problems problems) {
      return plain.decode(node, problems).map(value -> new Placed<>(node.place(), value));
    }

    @Override
    public String write(Placed<T> value) {
      return plain.write(value.value());
    }
  }
}
