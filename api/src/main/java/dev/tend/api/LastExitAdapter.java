package dev.tend.api;

import dev.tend.api.InstanceStatus.LastExit;
import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.PropertyNames;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads and writes how the last process ended, and when.
@CustomAdapter
public final class LastExitAdapter implements JsonAdapter<LastExit> {

  private static final String AT = "at";

  private final PropertyNames names;

  public LastExitAdapter(Jsonb jsonb) {
    names =
        jsonb.properties(
            Stream.concat(ExitForm.NAMES.stream(), Stream.of(AT)).toArray(String[]::new));
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable LastExit exit) {
    if (exit == null) {
      writer.nullValue();
      return;
    }
    writer.beginObject(names);
    ExitForm.write(writer, new RunExit(exit.code(), exit.signal(), exit.unknown()));
    writer.name(ExitForm.NAMES.size());
    writer.value(exit.at());
    writer.endObject();
  }

  @Override
  public @Nullable LastExit fromJson(JsonReader reader) {
    if (reader.isNullValue()) {
      return null;
    }
    ExitForm form = new ExitForm();
    String at = null;
    reader.beginObject(names);
    while (reader.hasNextField()) {
      String field = reader.nextField();
      if (field.equals(AT)) {
        at = reader.readString();
      } else {
        form.take(field, reader);
      }
    }
    reader.endObject();
    RunExit exit = form.exit();
    return new LastExit(exit.code(), exit.signal(), exit.unknown(), Field.required(at, AT));
  }
}
