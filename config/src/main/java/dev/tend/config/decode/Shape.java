package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiConsumer;

/// A table with known keys.
///
/// @param keys in the order of the reference
/// @param later keys that are spoken for, and that this version of Tend does not know yet
/// @param rules what has to hold between several keys
public record Shape(List<Key<?>> keys, List<String> later, List<Rule> rules)
    implements Form<Fields> {

  /// What has to hold between `keys`; it is asked only when each of them could be read.
  private record Rule(List<Key<?>> keys, BiConsumer<Fields, Problems> check) {}

  public static Shape of(Key<?>... keys) {
    return new Shape(List.of(keys), List.of(), List.of());
  }

  public Shape later(String... names) {
    return new Shape(keys, List.of(names), rules);
  }

  public Shape rule(BiConsumer<Fields, Problems> check, Key<?>... about) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(new Rule(List.of(about), check));
    return new Shape(keys, later, List.copyOf(more));
  }

  public Shape without(Key<?>... unwanted) {
    List<Key<?>> fewer = new ArrayList<>(keys);
    fewer.removeAll(Arrays.asList(unwanted));
    return new Shape(List.copyOf(fewer), later, List.of());
  }

  @Override
  public String type() {
    return "table";
  }

  @Override
  public String write(Fields value) {
    return "{ … }";
  }

  @Override
  public Optional<Fields> decode(Node node, Problems problems) {
    if (!(node instanceof Node.Table table)) {
      Expected.add(problems, node, "a table", tableHint());
      return Optional.empty();
    }
    table.entries().forEach((name, entry) -> checkName(name, entry, problems));
    Map<String, Object> values = new HashMap<>();
    for (Key<?> key : keys) {
      Optional<Node> value = table.find(key.name());
      if (value.isEmpty() && key.required()) {
        problems.addAbsence(table.place(), "'" + key.name() + "' is missing", "");
      }
      value
          .flatMap(present -> key.form().decode(present, problems))
          .ifPresent(read -> values.put(key.name(), read));
    }
    Fields fields = new Fields(table, values);
    for (Rule rule : rules) {
      if (rule.keys().stream().allMatch(fields::sound)) {
        rule.check().accept(fields, problems);
      }
    }
    return Optional.of(fields);
  }

  /// The table with those of its entries that belong in it.
  public Node.Table known(Node.Table table) {
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>(table.entries());
    entries.keySet().retainAll(names());
    return new Node.Table(table.place(), entries);
  }

  private List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  private void checkName(String name, Node.Entry entry, Problems problems) {
    if (later.contains(name)) {
      problems.add(entry.place(), "'" + name + "' is not supported by this version of Tend yet");
    } else if (!names().contains(name)) {
      problems.add(entry.place(), "unknown key '" + name + "'", Nearest.hint(name, names()));
    }
  }

  private String tableHint() {
    return "Its keys are " + String.join(", ", names()) + ".";
  }
}
