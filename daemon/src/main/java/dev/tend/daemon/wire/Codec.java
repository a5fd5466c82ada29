package dev.tend.daemon.wire;

import io.avaje.jsonb.Jsonb;
import java.util.List;

/// Writes the records of the API as JSON, with the absent as `null`, so that every field is there.
public final class Codec {

  private final Jsonb jsonb = Jsonb.builder().serializeNulls(true).serializeEmpty(true).build();

  public <T> String write(Class<T> type, T value) {
    return jsonb.type(type).toJson(value);
  }

  public <T> String writeList(Class<T> type, List<T> values) {
    return jsonb.type(type).list().toJson(values);
  }
}
