package dev.tend.api;

import io.avaje.jsonb.Json;

/// What happens to one instance; a restart is a `stop` and a `start`.
///
/// @param instance `web.1`
/// @param action `stop` or `start`
@Json
public record PlanStep(String instance, String action) {

  public static final String STOP = "stop";
  public static final String START = "start";

  public PlanStep {
    instance = Field.required(instance, "instance");
    action = Field.required(action, "action");
  }
}
