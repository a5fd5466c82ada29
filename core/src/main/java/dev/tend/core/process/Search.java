package dev.tend.core.process;

import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstanceId;
import java.util.List;

/// A look for a living process that a run can go on with.
///
/// @param run whose main process it would be: a new one, or one whose first process has ended
/// @param detectors what names it, in this order
public record Search(RunId run, InstanceId instance, List<Detector.Naming> detectors) {

  public Search {
    detectors = List.copyOf(detectors);
  }
}
