package dev.tend.api;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// JSON as people read it: a line for each value, two blanks for each depth.
///
/// The codec's own way to do this breaks lines within a list's objects.
record PrettyText(Codec codec) {

  private static final String STEP = "  ";

  String of(Object document) {
    return of(document, "\n");
  }

  /// @param newLine with the blanks of this depth behind it
  private String of(@Nullable Object value, String newLine) {
    String deeper = newLine + STEP;
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map when !map.isEmpty() -> {
        StringJoiner entries = new StringJoiner("," + deeper, "{" + deeper, newLine + "}");
        map.forEach(
            (key, of) -> entries.add(codec.writeAny(key.toString()) + ": " + of(of, deeper)));
        yield entries.toString();
      }
      case List<?> list when !list.isEmpty() -> {
        StringJoiner elements = new StringJoiner("," + deeper, "[" + deeper, newLine + "]");
        list.forEach(element -> elements.add(of(element, deeper)));
        yield elements.toString();
      }
      default -> codec.writeAny(value);
    };
  }
}
