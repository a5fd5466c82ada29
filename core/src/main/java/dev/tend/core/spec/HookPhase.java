package dev.tend.core.spec;

import java.util.Locale;

/// A point of the lifecycle at which hooks are run.
public enum HookPhase {
  /// Before the process of a service is started.
  PRE_START,
  /// Once its start has succeeded.
  POST_START,
  /// Before it is asked to end.
  PRE_STOP,
  /// Once nothing of its run is left, whatever ended it.
  POST_STOP;

  /// `pre_start`, as in configurations and `TEND_PHASE`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// One of its hooks: `pre_start hook migrate`.
  public String hook(String name) {
    return text() + " hook " + name;
  }

  /// Whether it is on the way up. What is not waited for there ends with the service; on the way
  /// down it may outlive it, because nothing would be left of its time otherwise.
  public boolean starts() {
    return this == PRE_START || this == POST_START;
  }
}
