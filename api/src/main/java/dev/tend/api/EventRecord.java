package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of what happened, as `events --json` and `GET /v1/events` give it.
///
/// @param id counts up; a stream is resumed behind it
/// @param at ISO 8601
/// @param unit whom it concerns; none for the daemon itself
/// @param instance the number of the slot
/// @param type the new state (`running`) or another thing that happened (`reloaded`)
/// @param from the state before, for a change of state
/// @param to the state after, for a change of state
/// @param run the execution that it concerns
/// @param hook the name of the hook that this is; none for other runs
/// @param cause why, one sentence
/// @param chain the cause and all that it follows from, the latest first; empty for a `gap`, and
///   for what an earlier version of Tend recorded
@Json(naming = Json.Naming.LowerUnderscore)
public record EventRecord(
    long id,
    String at,
    @Nullable String unit,
    @Nullable Integer instance,
    String type,
    @Nullable String from,
    @Nullable String to,
    @Nullable String run,
    @Nullable String hook,
    String cause,
    List<Link> chain) {

  /// One of which no more than the cause is told.
  public EventRecord(
      long id,
      String at,
      @Nullable String unit,
      @Nullable Integer instance,
      String type,
      @Nullable String from,
      @Nullable String to,
      @Nullable String run,
      @Nullable String hook,
      String cause) {
    this(id, at, unit, instance, type, from, to, run, hook, cause, List.of());
  }

  public EventRecord {
    at = Field.required(at, "at");
    type = Field.required(type, "type");
    cause = Field.required(cause, "cause");
    chain = Field.listed(chain);
  }

  /// One cause of several.
  ///
  /// @param at ISO 8601
  /// @param kind as in the links of [WhyAnswer]
  /// @param unit the unit that an edge leads to; none for other kinds
  @Json
  public record Link(String at, String kind, @Nullable String unit, String sentence) {

    public Link {
      at = Field.required(at, "at");
      kind = Field.required(kind, "kind");
      sentence = Field.required(sentence, "sentence");
    }
  }
}
