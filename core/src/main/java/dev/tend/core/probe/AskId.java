package dev.tend.core.probe;

import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;

/// Names one question of a probe, so that an answer that comes late is known for one.
///
/// @param run the run that it is about
/// @param number counts the questions of this probe about this run
public record AskId(InstanceId instance, RunId run, ProbeKind kind, long number) {

  @Override
  public String toString() {
    return kind.text() + " " + number + " of " + run;
  }
}
