package dev.tend.core.spec;

/// How it becomes known that a started process does its work.
public enum Readiness {
  /// Being up for `stable_after` is taken for it.
  UPTIME,
  /// Somebody says so: a [dev.tend.core.lifecycle.Event.BecameReady] comes in.
  SIGNALLED,
  /// Its [Probes] say so.
  PROBED
}
