package dev.tend.core.spec;

import java.util.Optional;

/// What is asked about an instance while its process lives.
///
/// @param startup asked first, from the start on, until it has succeeded; the others come after it
/// @param readiness asked from then on for as long as the process is wanted: the instance is ready
///   while it succeeds
/// @param liveness asked while the instance runs: when it fails, the process is replaced
public record Probes(Optional<Probe> startup, Optional<Probe> readiness, Optional<Probe> liveness) {

  public static final Probes NONE =
      new Probes(Optional.empty(), Optional.empty(), Optional.empty());

  /// Whether a start succeeds by what they find.
  public boolean gate() {
    return startup.isPresent() || readiness.isPresent();
  }

  public boolean isEmpty() {
    return equals(NONE);
  }
}
