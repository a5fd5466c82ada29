package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TextForm;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.text.Nearest;
import java.util.Optional;

/// `{ type, spec }`: an item of `processes`, or a whole file of the programs directory.
record EntryForm() implements Form<Entry> {
  private static final Key<Placed<String>> TYPE =
      Key.optional("type", new Placed.In<>(new TextForm()), "`process`", "What it is.");

  private static final Key<Node> SPEC = Key.required("spec", new AnyForm(), "Its keys.");

  /// Nothing to who reads it: the daemon writes it into the files of jobs that clients add, to know
  /// whose file goes when a job's time to live is over. What somebody put there stays.
  private static final Key<Boolean> REGISTERED =
      Key.standard("registered", new TruthForm(), false, "Whether it was added over HTTP.");

  private static final Shape SHAPE = Shape.of(TYPE, REGISTERED, SPEC);

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
    return kind(fields.get(), problems).map(kind -> new Entry(kind, table));
  }

  private static boolean isFlat(Node.Table table) {
    return table.find("spec").isEmpty()
        && (table.find("name").isPresent() || table.find("command").isPresent());
  }

  private static Optional<Entry.Kind> kind(Fields fields, Problems problems) {
    Optional<Placed<String>> type = fields.find(TYPE);
    if (type.isEmpty()) {
      boolean written = !fields.place(TYPE).equals(fields.place());
      return written ? Optional.empty() : Optional.of(Entry.Kind.PROCESS);
    }
    String word = type.get().value();
    Optional<Entry.Kind> kind = Entry.Kind.of(word);
    if (kind.isEmpty()) {
      problems.add(
          type.get().place(),
          "'" + word + "' is none of " + String.join(", ", Entry.Kind.WORDS),
          Nearest.hint(word, Entry.Kind.WORDS));
    }
    return kind;
  }

  @Override
  public String write(Entry value) {
    return "{ … }";
  }
}
