package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.text.Nearest;
import java.util.List;
import java.util.Optional;

/// `{ type, spec }`: an item of `processes`, or a whole file of the programs directory.
record EntryForm() implements Form<Entry> {
  private static final List<String> TYPES = List.of(Entry.PROCESS, "job", "cronjob", "cron");

  private static final Key<Placed<String>> TYPE =
      Key.optional("type", new Placed.In<>(new TextForm()), "`process`", "What it is.");

  private static final Key<Node> SPEC = Key.required("spec", new AnyForm(), "Its keys.");

  private static final Shape SHAPE = Shape.of(TYPE, SPEC);

  @Override
  public String type() {
    return SHAPE.type();
  }

  @Override
  public Optional<Entry> decode(Node node, Problems problems) {
    if (node instanceof Node.Table table && isFlat(table)) {
      problems.add(
          table.place(),
          "the keys of a unit stand under 'spec'",
          "Write type = \"process\" and [spec], with name and command below it.");
      return Optional.empty();
    }
    Optional<Fields> fields = SHAPE.decode(node, problems);
    if (fields.isEmpty() || fields.get().find(SPEC).isEmpty()) {
      return Optional.empty();
    }
    Node spec = fields.get().find(SPEC).get();
    if (!(spec instanceof Node.Table table)) {
      problems.addMismatch(spec, "a table", "");
      return Optional.empty();
    }
    return type(fields.get(), problems).map(type -> new Entry(type, table));
  }

  private static boolean isFlat(Node.Table table) {
    return table.find("spec").isEmpty()
        && (table.find("name").isPresent() || table.find("command").isPresent());
  }

  private static Optional<Placed<String>> type(Fields fields, Problems problems) {
    Placed<String> type =
        fields.find(TYPE).orElseGet(() -> new Placed<>(fields.place(), Entry.PROCESS));
    if (TYPES.contains(type.value())) {
      return Optional.of(type);
    }
    problems.add(
        type.place(),
        "'" + type.value() + "' is none of " + String.join(", ", TYPES),
        Nearest.hint(type.value(), TYPES));
    return Optional.empty();
  }

  @Override
  public String write(Entry value) {
    return "{ … }";
  }
}
