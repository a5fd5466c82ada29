package dev.tend.core.probe;

import java.time.Instant;

/// An answer to a probe, and when it came.
public record Answered(ProbeKind kind, Instant at, Finding finding) {

  /// How many of a probe are kept: enough to see whether it fails now and then, or since when.
  public static final int KEPT_MAX = 5;

  /// `its liveness probe got HTTP 503: no database`.
  public String sentence() {
    return "its " + kind.text() + " probe " + finding.sentence();
  }
}
