package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What another restart policy would have made of the recorded ends of one instance.
///
/// @param policy what is other in it, in the words of a configuration file
/// @param since when the first recorded run began, ISO 8601
/// @param until the end of what was looked at, ISO 8601
/// @param recorded what happened
/// @param simulated what would have
@Json
public record PolicyTrial(
    String unit,
    int instance,
    List<KeyChange> policy,
    String since,
    String until,
    PolicyOutcome recorded,
    PolicyOutcome simulated) {

  public PolicyTrial {
    unit = Field.required(unit, "unit");
    policy = Field.listed(policy);
    since = Field.required(since, "since");
    until = Field.required(until, "until");
    recorded = Field.required(recorded, "recorded");
    simulated = Field.required(simulated, "simulated");
  }
}
