package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One instance, as `status --json` and `GET /v1/units` give it.
///
/// @param unit the unit's name
/// @param instance the number of the slot, from 1
/// @param kind `service`, or `cron` for a cron job, which has one entry beside those of its runs
/// @param state `waiting`, `starting`, `running`, `stopping`, `backoff`, `stopped`, `completed` or
///   `failed`
/// @param target `up` or `down`
/// @param pid of the main process, while there is one
/// @param run the current execution, while there is one
/// @param since when it came into this state, ISO 8601
/// @param ready whether it does its work
/// @param restarts how many times it was started again without anybody asking
/// @param attempt the ordinal of the try since it was last stable, from 1
/// @param lastExit how its last process ended
/// @param nextStart when the next attempt is due, or a cron job fires next, ISO 8601
/// @param cause why it is in this state, one sentence
/// @param adopted whether an earlier daemon started its process
/// @param version which dated version of its spec is in force; none unless it has versions
/// @param waitingFor the edges whose conditions do not hold
/// @param said what its last process said of itself; none if nothing was heard
@Json(naming = Json.Naming.LowerUnderscore)
public record InstanceStatus(
    String unit,
    int instance,
    String kind,
    String state,
    String target,
    @Nullable Integer pid,
    @Nullable String run,
    String since,
    boolean ready,
    int restarts,
    int attempt,
    @Nullable LastExit lastExit,
    @Nullable String nextStart,
    String cause,
    boolean adopted,
    @Nullable String version,
    List<String> waitingFor,
    @Nullable Said said) {

  public InstanceStatus {
    unit = Field.required(unit, "unit");
    kind = Field.required(kind, "kind");
    state = Field.required(state, "state");
    target = Field.required(target, "target");
    since = Field.required(since, "since");
    cause = Field.required(cause, "cause");
    waitingFor = Field.listed(waitingFor);
  }

  /// What a process says of itself, as sd_notify(3) has it.
  ///
  /// @param readyBy how it became known that it does its work: `it said READY=1 (pid 4711)`
  /// @param status the last `STATUS=`, of at most 200 characters
  /// @param doing `reloading` or `stopping`, while it says so
  /// @param errno the last `ERRNO=`
  /// @param watchdogAt when it last said `WATCHDOG=1`, ISO 8601
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Said(
      @Nullable String readyBy,
      @Nullable String status,
      @Nullable String doing,
      @Nullable Integer errno,
      @Nullable String watchdogAt) {}

  /// Exactly one of the first three is there.
  ///
  /// @param code the exit code
  /// @param signal the signal's name, `SIGKILL`
  /// @param unknown why nobody knows
  /// @param at when, ISO 8601
  public record LastExit(
      @Nullable Integer code, @Nullable String signal, @Nullable String unknown, String at) {

    public LastExit {
      at = Field.required(at, "at");
    }
  }
}
