package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job, as `job show --json` and `GET /v1/jobs` give it; its workers are instances.
///
/// @param phase `pending` (nobody has asked for it), `suspended`, `active`, `complete` or `failed`
/// @param round counts the times that it was begun, from 1; 0 if it never was
/// @param active how many workers it has now
/// @param succeeded how many completions are done
/// @param failed how many workers have failed
/// @param completions how many completions it needs
/// @param parallelism how many workers it has at most
/// @param completionMode `indexed` or `non-indexed`
/// @param succeededIndexes those that are done, as ranges: `0-3,5`
/// @param failedIndexes those that are not tried any more
/// @param since when it came into its phase, ISO 8601
/// @param started when it was begun last
/// @param ended when it was over
/// @param next when something follows by itself
/// @param cause why it is in its phase, one sentence
@Json(naming = Json.Naming.LowerUnderscore)
public record JobStatus(
    String name,
    String phase,
    long round,
    int active,
    int succeeded,
    int failed,
    int completions,
    int parallelism,
    String completionMode,
    String succeededIndexes,
    String failedIndexes,
    String since,
    @Nullable String started,
    @Nullable String ended,
    @Nullable String next,
    String cause,
    List<Condition> conditions) {

  public JobStatus {
    name = Field.required(name, "name");
    phase = Field.required(phase, "phase");
    completionMode = Field.required(completionMode, "completion_mode");
    succeededIndexes = Field.required(succeededIndexes, "succeeded_indexes");
    failedIndexes = Field.required(failedIndexes, "failed_indexes");
    since = Field.required(since, "since");
    cause = Field.required(cause, "cause");
    conditions = Field.listed(conditions);
  }

  /// What holds of it, in the words of Kubernetes.
  ///
  /// @param type `Complete`, `Failed`, `FailureTarget` or `Suspended`
  /// @param reason `BackoffLimitExceeded`, say
  /// @param message a sentence
  /// @param at since when, ISO 8601
  @Json
  public record Condition(String type, String reason, String message, String at) {
    public Condition {
      type = Field.required(type, "type");
      reason = Field.required(reason, "reason");
      message = Field.required(message, "message");
      at = Field.required(at, "at");
    }
  }
}
