package dev.tend.api;

import dev.tend.api.jsonb.GeneratedJsonComponent;
import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads and writes every record of the wire as JSON.
///
/// Fields that a record does not know are skipped, so that an older client can talk to a newer
/// daemon; absent values are written as `null`, so that scripts always find the same keys.
public final class Codec {

  /// Built once: two that are built at the same time disturb each other.
  private static final Jsonb JSONB =
      Jsonb.builder()
          .serializeNulls(true)
          .serializeEmpty(true)
          .add(new GeneratedJsonComponent())
          .build();

  /// One record, on one line.
  public <T> String write(Class<T> type, T value) {
    return JSONB.type(type).toJson(value);
  }

  /// A list of records, on one line.
  public <T> String writeList(Class<T> type, List<T> values) {
    return JSONB.type(type).list().toJson(values);
  }

  /// A document of any form, on as many lines as people like.
  public String writePretty(Object document) {
    return new PrettyText(this).of(document);
  }

  /// One record.
  public <T> T read(Class<T> type, String json) throws MalformedException {
    try {
      T value = JSONB.type(type).fromJson(json);
      if (value == null) {
        throw new MalformedException("null stands where a record should");
      }
      return value;
    } catch (JsonException | IllegalArgumentException | IndexOutOfBoundsException malformed) {
      throw malformed(malformed);
    }
  }

  /// A list of records.
  public <T> List<T> readList(Class<T> type, byte[] json) throws MalformedException {
    try {
      List<T> values = JSONB.type(type).list().fromJson(new String(json, StandardCharsets.UTF_8));
      return Field.listed(values);
    } catch (JsonException | IllegalArgumentException | IndexOutOfBoundsException malformed) {
      throw malformed(malformed);
    }
  }

  /// A document of any form, of maps, lists, strings, numbers, booleans and nulls, on one line.
  public String writeAny(Object document) {
    return JSONB.type(Object.class).toJson(document);
  }

  /// A document of any form, as maps, lists, strings, numbers and booleans.
  public Object readAny(String json) throws MalformedException {
    try {
      Object document = JSONB.type(Object.class).fromJson(json);
      if (document == null) {
        throw new MalformedException("null stands where a document should");
      }
      return document;
    } catch (JsonException | IllegalArgumentException | IndexOutOfBoundsException malformed) {
      throw malformed(malformed);
    }
  }

  /// The parser does not catch its own running over the end of half a text, so that is malformed
  /// too.
  private static MalformedException malformed(RuntimeException thrown) {
    return new MalformedException(
        "what came is not the JSON that it should be: " + thrown.getMessage());
  }
}
