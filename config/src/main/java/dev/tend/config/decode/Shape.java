package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.text.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
/// @param refused names that are spoken for and cannot be used here, each with the reason
/// @param rules what has to hold between several keys
public record Shape(List<Key<?>> keys, SequencedMap<String, String> refused, List<Rule> rules)
    implements Form<Fields> {

  private static final String LATER = "is not supported by this version of Tend yet";

  /// What has to hold between `keys`; it is asked only when each of them could be read.
  private record Rule(List<Key<?>> keys, BiConsumer<Fields, Problems> check) {}

  public static Shape of(Key<?>... keys) {
    return new Shape(List.of(keys), new LinkedHashMap<>(), List.of());
  }

  /// With keys that a later version of Tend will know.
  public Shape later(String... names) {
    return refusing(LATER, names);
  }

  /// The names that a later version of Tend will know.
  public List<String> later() {
    return refused.keySet().stream().filter(name -> LATER.equals(refused.get(name))).toList();
  }

  /// With names that cannot be used here.
  ///
  /// @param reason why, as the end of a sentence
  public Shape refusing(String reason, String... names) {
    SequencedMap<String, String> more = new LinkedHashMap<>(refused);
    for (String name : names) {
      more.put(name, reason);
    }
    return new Shape(keys, Collections.unmodifiableSequencedMap(more), rules);
  }

  public Shape rule(BiConsumer<Fields, Problems> check, Key<?>... about) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(new Rule(List.of(about), check));
    return new Shape(keys, refused, List.copyOf(more));
  }

  /// The same with more keys.
  public Shape with(Key<?>... more) {
    List<Key<?>> all = new ArrayList<>(keys);
    all.addAll(Arrays.asList(more));
    return new Shape(List.copyOf(all), refused, rules);
  }

  /// The same without some keys, and without the rules: what is missing may come from elsewhere.
  ///
  /// @param reason why they cannot be used, as the end of a sentence
  public Shape without(String reason, Key<?>... unwanted) {
    List<Key<?>> fewer = new ArrayList<>(keys);
    fewer.removeAll(Arrays.asList(unwanted));
    return new Shape(List.copyOf(fewer), refused, List.of())
        .refusing(reason, Arrays.stream(unwanted).map(Key::name).toArray(String[]::new));
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
      problems.addMismatch(node, "a table", tableHint());
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

  public List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  private void checkName(String name, Node.Entry entry, Problems problems) {
    String reason = refused.get(name);
    if (reason != null) {
      problems.add(entry.place(), "'" + name + "' " + reason);
    } else if (!names().contains(name)) {
      problems.add(entry.place(), "unknown key '" + name + "'", Nearest.hint(name, names()));
    }
  }

  private String tableHint() {
    return "Its keys are " + String.join(", ", names()) + ".";
  }
}
