package dev.tend.api;

import dev.tend.api.InstanceStatus.LastExit;
import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.PropertyNames;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/// Writes of `code`, `signal` and `unknown` the one that is there, and not the other two as `null`:
/// scripts ask which of the keys stands.
@CustomAdapter
public final class LastExitAdapter implements JsonAdapter<LastExit> {

  private final PropertyNames names;

  public LastExitAdapter(Jsonb jsonb) {
    names = jsonb.properties("code", "signal", "unknown", "at");
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable LastExit exit) {
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
    writer.name(3);
    writer.value(exit.at());
    writer.endObject();
  }

  @Override
  public @Nullable LastExit fromJson(JsonReader reader) {
    if (reader.isNullValue()) {
      return null;
    }
    Integer code = null;
    String signal = null;
    String unknown = null;
    String at = null;
    reader.beginObject(names);
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "code" -> code = reader.isNullValue() ? null : (Integer) reader.readInt();
        case "signal" -> signal = reader.isNullValue() ? null : reader.readString();
        case "unknown" -> unknown = reader.isNullValue() ? null : reader.readString();
        case "at" -> at = reader.readString();
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new LastExit(code, signal, unknown, Field.required(at, "at"));
  }
}
