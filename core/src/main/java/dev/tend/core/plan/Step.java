package dev.tend.core.plan;

import dev.tend.core.spec.InstanceId;

/// Something that happens to one instance when a configuration is put in force; a restart is an end
/// and a start.
///
/// @param starts whether a process of it is started, as soon as its edges allow it; otherwise its
///   process ends
public record Step(InstanceId instance, boolean starts) {

  public static Step start(InstanceId instance) {
    return new Step(instance, true);
  }

  public static Step stop(InstanceId instance) {
    return new Step(instance, false);
  }
}
