package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.Shape;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/// Keys of units that hold for all of a kind.
///
/// Defaults are laid under the units as they are written, before anything is decoded, so that a
/// value keeps the place it stands at, and relative paths the folder that they count from.
record DefaultsForm(Shape shape) implements Form<Fields> {

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

  /// The root with `defaults.KIND` laid under each table of `KIND`.
  Node.Table spread(Node.Table root, String kind) {
    return defaults(root, kind)
        .map(lower -> each(root, kind, unit -> lay(unit, lower)))
        .orElse(root);
  }

  /// The root with `defaults.KIND` laid under the table of that name in each table of `outer`.
  Node.Table spreadWithin(Node.Table root, String kind, String outer) {
    return defaults(root, kind)
        .map(lower -> each(root, outer, unit -> within(unit, kind, lower)))
        .orElse(root);
  }

  private Optional<Node.Table> defaults(Node.Table root, String kind) {
    return root.find("defaults")
        .flatMap(DefaultsForm::table)
        .flatMap(table -> table.find(kind))
        .flatMap(DefaultsForm::table)
        .map(shape::known);
  }

  private static Node.Table each(Node.Table root, String kind, UnaryOperator<Node.Entry> change) {
    Optional<Node.Table> units = root.find(kind).flatMap(DefaultsForm::table);
    if (units.isEmpty()) {
      return root;
    }
    SequencedMap<String, Node.Entry> spread = new LinkedHashMap<>(units.get().entries());
    spread.replaceAll((_, unit) -> change.apply(unit));
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>(root.entries());
    entries.computeIfPresent(
        kind,
        (_, entry) -> new Node.Entry(entry.place(), new Node.Table(entry.value().place(), spread)));
    return new Node.Table(root.place(), entries);
  }

  private static Node.Entry within(Node.Entry unit, String name, Node.Table lower) {
    if (!(unit.value() instanceof Node.Table(var place, var own))) {
      return unit;
    }
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>(own);
    entries.computeIfPresent(name, (_, inner) -> lay(inner, lower));
    return new Node.Entry(unit.place(), new Node.Table(place, entries));
  }

  /// The upper table with what it lacks of the lower one, table by table.
  static Node.Entry lay(Node.Entry upper, Node.Table lower) {
    if (!(upper.value() instanceof Node.Table(var place, var own))) {
      return upper;
    }
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>(own);
    lower
        .entries()
        .forEach((name, below) ->
            entries.merge(
                name,
                below,
                (above, _) ->
                    below.value() instanceof Node.Table table ? lay(above, table) : above));
    return new Node.Entry(upper.place(), new Node.Table(place, entries));
  }

  private static Optional<Node.Table> table(Node node) {
    return node instanceof Node.Table table ? Optional.of(table) : Optional.empty();
  }
}
