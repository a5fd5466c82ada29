package dev.tend.core.lifecycle;

import java.util.Locale;

/// The states as operators and programs see them; [State] is finer inside.
public enum StateName {
  WAITING,
  STARTING,
  RUNNING,
  STOPPING,
  BACKOFF,
  STOPPED,
  COMPLETED,
  FAILED;

  /// `running`, as in the contract.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
