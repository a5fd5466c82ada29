package dev.tend.api;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a process ended, wherever the wire says so: of `code`, `signal` and `unknown` the one that
/// is there, and not the other two as `null`. Scripts ask which of the keys stands.
final class ExitForm {

  /// In the order in which [#write] counts on them.
  static final List<String> NAMES = List.of("code", "signal", "unknown");

  private @Nullable Integer code;
  private @Nullable String signal;
  private @Nullable String unknown;

  /// Writes the fields into an object that has begun with these names first of all.
  static void write(JsonWriter writer, RunExit exit) {
    if (exit.code() != null) {
      writer.name(0);
      writer.value(exit.code());
    }
    if (exit.signal() != null) {
      writer.name(1);
      writer.value(exit.signal());
    }
    if (exit.unknown() != null) {
      writer.name(2);
      writer.value(exit.unknown());
    }
  }

  /// Takes the value of a field; one that is none of these is passed over.
  void take(String field, JsonReader reader) {
    switch (field) {
      case "code" -> code = reader.isNullValue() ? null : (Integer) reader.readInt();
      case "signal" -> signal = reader.isNullValue() ? null : reader.readString();
      case "unknown" -> unknown = reader.isNullValue() ? null : reader.readString();
      default -> reader.skipValue();
    }
  }

  /// What was taken.
  RunExit exit() {
    return new RunExit(code, signal, unknown);
  }
}
