package dev.tend.core.why;

import dev.tend.core.cause.Reason;
import dev.tend.core.probe.Answered;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known of an instance, a job or a cron job at one moment: a stage on the way to a root
/// cause.
///
/// @param name `web`, or `web.2` for a unit of several instances
/// @param sentence what it is, and for how long
/// @param reasons why, the latest first
/// @param onward the unit whose state is behind the last of them
/// @param waits what has to become true before anything happens to it
/// @param next what will happen to it by itself
/// @param answers the last answers of its probes, oldest first
/// @param lastLines what its last run wrote last, where that failed
record Account(
    InstanceId who,
    String name,
    String state,
    Instant since,
    String sentence,
    List<Reason> reasons,
    Optional<UnitName> onward,
    List<String> waits,
    Optional<Answer.NextStep> next,
    List<Answered> answers,
    List<String> lastLines) {

  Account {
    reasons = List.copyOf(reasons);
    waits = List.copyOf(waits);
    answers = List.copyOf(answers);
    lastLines = List.copyOf(lastLines);
  }
}
