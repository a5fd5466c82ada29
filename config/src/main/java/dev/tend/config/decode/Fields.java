package dev.tend.config.decode;

import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Node;
import java.util.Map;
import java.util.Optional;

/// The values of one table, by the keys that declare them.
public final class Fields {

  private final Node.Table table;
  private final Map<String, Object> values;

  /// @param values what could be read, by the names of the keys
  Fields(Node.Table table, Map<String, Object> values) {
    this.table = table;
    this.values = values;
  }

  /// The value as it was written; empty where it was not, or could not be read.
  public <T> Optional<T> find(Key<T> key) {
    // Shape put it there from this very key's form.
    @SuppressWarnings("unchecked")
    Optional<T> value = (Optional<T>) Optional.ofNullable(values.get(key.name()));
    return value;
  }

  /// The value as it was written, or the standard one.
  public <T> T get(Key<T> key) {
    return find(key)
        .orElseGet(() ->
            switch (key.absence()) {
              case Key.Absence.Standard<T>(T value) -> value;
              case Key.Absence.Refused<T> _, Key.Absence.Otherwise<T> _ ->
                  throw new IllegalStateException(key.name() + " was not read");
            });
  }

  /// Where a key's value stands; the table's own place where it is not written.
  public Place place(Key<?> key) {
    return table.find(key.name()).map(Node::place).orElse(table.place());
  }

  public Place place() {
    return table.place();
  }

  boolean sound(Key<?> key) {
    return values.containsKey(key.name())
        || (!table.entries().containsKey(key.name()) && !key.required());
  }
}
