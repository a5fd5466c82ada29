package dev.tend.core.why;

import dev.tend.core.cause.Cause;
import dev.tend.core.probe.Answered;
import dev.tend.core.spec.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The causal answer: what something is, since when, because of what, and what comes next.
///
/// @param instance whom it is about; the first one stands for a job or a cron job
/// @param name `web`, or `web.2` for a unit of several instances
/// @param state as operators see it: `running`, or the phase of a job
/// @param root the one sentence that names the root cause
/// @param chain from the state itself back to the root cause, across units where edges lead
/// @param waitingFor what has to become true before anything happens
/// @param next what will happen by itself, and when
/// @param answers the last answers of its probes, oldest first
/// @param lastLines what the run behind the root cause wrote last, where it failed
public record Answer(
    InstanceId instance,
    String name,
    String state,
    Instant since,
    String root,
    List<Link> chain,
    List<String> waitingFor,
    Optional<NextStep> next,
    List<Answered> answers,
    List<String> lastLines) {

  public Answer {
    chain = List.copyOf(chain);
    waitingFor = List.copyOf(waitingFor);
    answers = List.copyOf(answers);
    lastLines = List.copyOf(lastLines);
  }

  /// One step on the way to the root cause.
  ///
  /// @param name whom it is about
  /// @param kind what sort of cause it is; empty for what somebody is
  public record Link(String name, Instant at, Optional<Cause.Kind> kind, String sentence) {}

  /// What is due.
  public record NextStep(Instant at, String what) {}
}
