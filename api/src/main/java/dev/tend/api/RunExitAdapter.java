package dev.tend.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.PropertyNames;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/// Writes the one of `code`, `signal` and `unknown` that is there, and not the other two as `null`:
/// scripts ask which of the keys stands.
@CustomAdapter
public final class RunExitAdapter implements JsonAdapter<RunExit> {

  private final PropertyNames names;

  public RunExitAdapter(Jsonb jsonb) {
    names = jsonb.properties("code", "signal", "unknown");
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable RunExit exit) {
    if (exit == null) {
      writer.nullValue();
      return;
    }
    writer.beginObject(names);
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
    writer.endObject();
  }

  @Override
  public @Nullable RunExit fromJson(JsonReader reader) {
    if (reader.isNullValue()) {
      return null;
    }
    Integer code = null;
    String signal = null;
    String unknown = null;
    reader.beginObject(names);
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "code" -> code = reader.isNullValue() ? null : (Integer) reader.readInt();
        case "signal" -> signal = reader.isNullValue() ? null : reader.readString();
        case "unknown" -> unknown = reader.isNullValue() ? null : reader.readString();
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new RunExit(code, signal, unknown);
  }
}
