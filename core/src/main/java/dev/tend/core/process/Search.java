package dev.tend.core.process;

import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstanceId;
import java.util.List;
import java.util.Optional;

/// A look for a living process that a run can go on with.
///
/// @param run whose main process it would be: a new one, or one whose first process has ended or is
///   followed
/// @param detectors what names it, in this order
/// @param trail what names it instead, where its command is followed
public record Search(
    RunId run, InstanceId instance, List<Detector.Naming> detectors, Optional<Trail> trail) {

  public Search {
    detectors = List.copyOf(detectors);
  }

  public Search(RunId run, InstanceId instance, List<Detector.Naming> detectors) {
    this(run, instance, detectors, Optional.empty());
  }

  public Search(RunId run, InstanceId instance, Trail trail) {
    this(run, instance, List.of(), Optional.of(trail));
  }
}
