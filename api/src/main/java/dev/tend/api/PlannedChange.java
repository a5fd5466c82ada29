package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What happens to one unit when a configuration is put in force.
///
/// @param action `create`, `update`, `restart`, `start`, `stop`, `remove` or `none`
/// @param keys what changes of its spec, in the words of a configuration file
/// @param because why, a clause
/// @param pulls the units that something happens to because of it, along their edges
@Json
public record PlannedChange(
    String unit,
    String kind,
    String action,
    List<KeyChange> keys,
    String because,
    List<String> pulls) {

  public static final String NONE = "none";

  public PlannedChange {
    unit = Field.required(unit, "unit");
    kind = Field.required(kind, "kind");
    action = Field.required(action, "action");
    keys = Field.listed(keys);
    because = Field.required(because, "because");
    pulls = Field.listed(pulls);
  }
}
