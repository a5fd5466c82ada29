package dev.tend.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A field of a record of the wire. What comes from outside may lack one that has to be there, and
/// is then no such record.
final class Field {

  private Field() {}

  /// The value, or the refusal of a record without it.
  static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("the field '" + name + "' is missing");
    }
    return value;
  }

  /// The list, empty where the sender is too old to know the field.
  static <T> List<T> listed(@Nullable List<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }
}
