package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What putting a configuration in force would do, or did: `plan --json`, `POST /v1/plan` and `POST
/// /v1/apply`.
///
/// @param base by which `apply` can be held to exactly this plan
/// @param config the file or folder that it is about; none where its text was sent along
/// @param changes what happens to each unit, by name; those that nothing happens to are among them
/// @param settings what changes beside units: `daemon.parallel`, groups
/// @param steps what happens to instances, in this order
/// @param notices what is doubtful, or takes effect only with a restart of the daemon
/// @param position of `apply`: the number of the last event before its consequences
@Json
public record PlanAnswer(
    String base,
    @Nullable String config,
    List<PlannedChange> changes,
    List<KeyChange> settings,
    List<PlanStep> steps,
    List<String> notices,
    @Nullable Long position) {

  public PlanAnswer {
    base = Field.required(base, "base");
    changes = Field.listed(changes);
    settings = Field.listed(settings);
    steps = Field.listed(steps);
    notices = Field.listed(notices);
  }

  /// Whether there is nothing to do.
  public boolean isEmpty() {
    return settings.isEmpty()
        && changes.stream().allMatch(change -> change.action().equals(PlannedChange.NONE));
  }
}
