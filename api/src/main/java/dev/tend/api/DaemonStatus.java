package dev.tend.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// What `GET /v1/daemon` says about the daemon itself.
///
/// @param pid its process
/// @param version Tend's version
/// @param startedAt ISO 8601
/// @param configuration the path of what it was started with
/// @param ending whether a shutdown is under way
/// @param provisr what the paths of provisr's API begin with here, perhaps nothing; null where it
///   is not served
/// @param history how the memory of what happened fares; none of a daemon that has none
@Json(naming = Json.Naming.LowerUnderscore)
public record DaemonStatus(
    int pid,
    String version,
    String startedAt,
    String configuration,
    boolean ending,
    @Nullable String provisr,
    @Nullable HistoryStatus history) {

  public DaemonStatus {
    version = Field.required(version, "version");
    startedAt = Field.required(startedAt, "started_at");
    configuration = Field.required(configuration, "configuration");
  }
}
