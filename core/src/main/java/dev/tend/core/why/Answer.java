package dev.tend.core.why;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.probe.Answered;
import dev.tend.core.spec.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The causal answer: what an instance is, since when, because of what, and what comes next.
///
/// @param root the one sentence that names the root cause
/// @param chain from the state itself back to the root cause, across units where edges lead
/// @param waitingFor what has to become true before anything happens
/// @param next what will happen by itself, and when
/// @param answers the last answers of its probes, oldest first
public record Answer(
    InstanceId instance,
    StateName state,
    Instant since,
    String root,
    List<Link> chain,
    List<String> waitingFor,
    Optional<NextStep> next,
    List<Answered> answers) {

  public Answer {
    chain = List.copyOf(chain);
    waitingFor = List.copyOf(waitingFor);
    answers = List.copyOf(answers);
  }

  /// One step on the way to the root cause.
  public record Link(InstanceId instance, Instant at, String sentence) {}

  /// What is due.
  public record NextStep(Instant at, String what) {}
}
