package dev.tend.core.probe;

import java.util.Locale;

/// What a probe is for.
public enum ProbeKind {
  STARTUP,
  READINESS,
  LIVENESS;

  /// `liveness`, as in sentences.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
