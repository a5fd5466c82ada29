package dev.tend.daemon.provisr;

import dev.tend.core.job.JobState;
import dev.tend.core.job.Verdict;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.RestartMode;
import dev.tend.daemon.wire.IsoTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job as provisr writes one: its spec, as it was understood, and how it stands.
final class JobForm {

  private JobForm() {}

  static Map<String, @Nullable Object> spec(JobSpec job) {
    JobRule rule = job.rule();
    Map<String, @Nullable Object> spec = SpecForm.launch(job.worker());
    spec.put("log", SpecForm.log(job.worker()));
    spec.put("ttl_seconds_after_finished", rule.ttl().map(Duration::toSeconds).orElse(null));
    spec.put(
        "active_deadline_seconds", rule.activeDeadline().map(Duration::toSeconds).orElse(null));
    spec.put("backoff_limit", rule.retries().limit());
    spec.put("parallelism", rule.parallelism());
    spec.put("completions", rule.completions());
    spec.put("completion_mode", mode(rule.mode()));
    spec.put(
        "restart_policy", rule.retries().restart() == RestartMode.NEVER ? "Never" : "OnFailure");
    spec.put("lifecycle", SpecForm.lifecycle(job.worker().hooks()));
    return spec;
  }

  static String mode(CompletionMode mode) {
    return switch (mode) {
      case INDEXED -> "Indexed";
      case NON_INDEXED -> "NonIndexed";
    };
  }

  static Map<String, @Nullable Object> status(JobState state) {
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("phase", phase(state));
    if (state.round() > 0) {
      status.put("start_time", IsoTime.of(state.asked().wall()));
    }
    if (state.over()) {
      status.put("completion_time", IsoTime.of(state.since().wall()));
    }
    status.put("active", state.atWork());
    status.put("succeeded", state.succeeded().size());
    status.put("failed", state.failed());
    status.put("conditions", conditions(state));
    return status;
  }

  private static String phase(JobState state) {
    return switch (state.phase()) {
      case JobState.Phase.Idle _, JobState.Phase.Suspended _ -> "Pending";
      case JobState.Phase.Active _, JobState.Phase.Ending _ -> "Running";
      case JobState.Phase.Over(Verdict verdict, boolean _) ->
          verdict.success() ? "Succeeded" : "Failed";
    };
  }

  /// What provisr says of one that runs, and of one that is over; what is between has words of
  /// Kubernetes.
  private static List<Object> conditions(JobState state) {
    return switch (state.phase()) {
      case JobState.Phase.Idle _ -> List.of();
      case JobState.Phase.Active _ ->
          List.of(condition("Complete", "False", "JobStarted", state.cause().story(), state));
      case JobState.Phase.Suspended _, JobState.Phase.Ending _, JobState.Phase.Over _ ->
          state.conditions().stream()
              .<Object>map(
                  known -> condition(known.type(), "True", reason(known), known.message(), state))
              .toList();
    };
  }

  private static String reason(JobState.Condition known) {
    return known.reason().equals(Verdict.Reason.COMPLETIONS_REACHED.text())
        ? "JobCompleted"
        : known.reason();
  }

  private static Map<String, Object> condition(
      String type, String holds, String reason, String message, JobState state) {
    Map<String, Object> condition = new LinkedHashMap<>();
    String since = IsoTime.of(state.since().wall());
    condition.put("type", type);
    condition.put("status", holds);
    condition.put("last_probe_time", since);
    condition.put("last_transition_time", since);
    condition.put("reason", reason);
    condition.put("message", message);
    return condition;
  }
}
