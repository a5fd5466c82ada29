package dev.tend.core.process;

/// What a run is for.
public enum RunKind {
  /// The service itself.
  MAIN,
  /// The same of a job, as it is remembered; while it runs it is no other than that of a service.
  WORKER,
  /// A command beside it, such as a stop command or a hook.
  HOOK,
  /// A command that is asked about the service: a detector.
  PROBE
}
