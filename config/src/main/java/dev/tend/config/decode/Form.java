package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;

/// How a kind of value is written in a configuration: the one place that reads it, writes it, and
/// describes it for the reference.
///
/// @param <T> what it is once it is read
public interface Form<T> {

  /// What an operator writes, in a word or two: `duration`.
  String type();

  /// Which values are taken, in words: `1 to 65535`; empty where all of the type are.
  default String range() {
    return "";
  }

  /// Reads a value; empty where it is none of these, which is then among the problems.
  Optional<T> decode(Node node, Problems problems);

  /// A value as an operator would write it.
  String write(T value);
}
