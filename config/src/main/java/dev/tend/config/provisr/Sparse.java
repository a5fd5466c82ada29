package dev.tend.config.provisr;

import dev.tend.config.syntax.Node;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A table without the values that mean nothing in provisr: `null` and empty text, which it writes
/// for whatever was not given.
final class Sparse {

  private Sparse() {}

  static Node.Table of(Node.Table table) {
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>();
    table
        .entries()
        .forEach((name, entry) -> {
          if (!isNothing(entry.value())) {
            entries.put(name, new Node.Entry(entry.place(), inner(entry.value())));
          }
        });
    return new Node.Table(table.place(), entries);
  }

  private static boolean isNothing(Node node) {
    return node instanceof Node.Nothing
        || (node instanceof Node.Text text && text.value().isEmpty());
  }

  private static Node inner(Node node) {
    return switch (node) {
      case Node.Table table -> of(table);
      case Node.Items(var place, var nodes) ->
          new Node.Items(place, nodes.stream().map(Sparse::inner).toList());
      case Node.Text _,
          Node.WholeNumber _,
          Node.Fraction _,
          Node.Truth _,
          Node.Time _,
          Node.Nothing _ ->
          node;
    };
  }
}
