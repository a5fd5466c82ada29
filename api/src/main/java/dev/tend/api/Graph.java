package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Units and what they have to do with each other, as `graph --json` and `GET /v1/graph` give it.
///
/// @param units by name
/// @param edges in the order of their units, and then as they are written
@Json
public record Graph(List<Unit> units, List<Edge> edges) {

  public Graph {
    units = Field.listed(units);
    edges = Field.listed(edges);
  }

  /// @param state that of the instance that is worst off; `none` without instances
  /// @param ready how many of its instances do their work
  /// @param instances how many it has
  @Json
  public record Unit(String unit, String state, int ready, int instances) {
    public Unit {
      unit = Field.required(unit, "unit");
      state = Field.required(state, "state");
    }
  }

  /// @param unit whose edge it is
  /// @param kind `requires`, `wants` or `after`
  /// @param other the unit that it leads to
  /// @param until how far that one has to come: `started`, `ready`, `completed` or
  ///   `completed_successfully`; none where it is not waited for
  /// @param restart whether a restart of the other one is one of this unit, too
  @Json
  public record Edge(
      String unit, String kind, String other, @Nullable String until, boolean restart) {
    public Edge {
      unit = Field.required(unit, "unit");
      kind = Field.required(kind, "kind");
      other = Field.required(other, "other");
    }
  }
}
