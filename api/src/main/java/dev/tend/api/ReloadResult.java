package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What became of a reload.
///
/// @param created units that are new
/// @param removed units that are gone; they are stopped
/// @param restarted units whose processes are replaced because of what changed
/// @param updated units that took over their changes while running
/// @param notices what takes effect only with a restart of the daemon
/// @param position the number of the last event before its consequences
@Json
public record ReloadResult(
    List<String> created,
    List<String> removed,
    List<String> restarted,
    List<String> updated,
    List<String> notices,
    long position) {

  public ReloadResult {
    created = Field.listed(created);
    removed = Field.listed(removed);
    restarted = Field.listed(restarted);
    updated = Field.listed(updated);
    notices = Field.listed(notices);
  }
}
