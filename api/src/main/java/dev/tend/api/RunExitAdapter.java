package dev.tend.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.PropertyNames;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/// Reads and writes how a run ended.
@CustomAdapter
public final class RunExitAdapter implements JsonAdapter<RunExit> {

  private final PropertyNames names;

  public RunExitAdapter(Jsonb jsonb) {
    names = jsonb.properties(ExitForm.NAMES.toArray(new String[0]));
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable RunExit exit) {
    if (exit == null) {
      writer.nullValue();
      return;
    }
    writer.beginObject(names);
    ExitForm.write(writer, exit);
    writer.endObject();
  }

  @Override
  public @Nullable RunExit fromJson(JsonReader reader) {
    if (reader.isNullValue()) {
      return null;
    }
    ExitForm form = new ExitForm();
    reader.beginObject(names);
    while (reader.hasNextField()) {
      form.take(reader.nextField(), reader);
    }
    reader.endObject();
    return form.exit();
  }
}
