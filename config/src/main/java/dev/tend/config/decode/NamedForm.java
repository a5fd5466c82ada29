package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/// A table of things that the operator names: `[service.web]`, `[service.db]`.
///
/// @param kind what is named, as its header has it: `service`
/// @param objection why a text cannot be such a name; empty when it can
public record NamedForm<T>(String kind, Form<T> each, Function<String, Optional<String>> objection)
    implements Form<SequencedMap<String, T>> {

  @Override
  public String type() {
    return "tables by name";
  }

  @Override
  public Optional<SequencedMap<String, T>> decode(Node node, Problems problems) {
    if (!(node instanceof Node.Table table)) {
      problems.addMismatch(node, "a table", "Write [" + kind + ".NAME].");
      return Optional.empty();
    }
    SequencedMap<String, T> values = new LinkedHashMap<>();
    table.entries().forEach((name, entry) -> decodeOne(name, entry, values, problems));
    return Optional.of(Collections.unmodifiableSequencedMap(values));
  }

  private void decodeOne(
      String name, Node.Entry entry, SequencedMap<String, T> values, Problems problems) {
    Optional<String> refused = objection.apply(name);
    refused.ifPresent(
        why -> problems.add(entry.place(), "'" + name + "' cannot name a " + kind + ": " + why));
    if (!(entry.value() instanceof Node.Table)) {
      problems.addMismatch(entry.value(), "a table", "Write [" + kind + ".NAME].");
      return;
    }
    Optional<T> value = each.decode(entry.value(), problems);
    if (refused.isEmpty()) {
      value.ifPresent(read -> values.put(name, read));
    }
  }

  @Override
  public String write(SequencedMap<String, T> value) {
    return "{ … }";
  }
}
