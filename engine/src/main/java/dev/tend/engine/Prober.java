package dev.tend.engine;

import dev.tend.core.probe.AskId;
import dev.tend.core.spec.Check;
import java.time.Duration;

/// Looks at services from outside, for probes that need no process of their own.
///
/// It never blocks, and a look that takes long holds up no other. For the loop's thread.
public interface Prober {

  /// Begins a look. One [KernelEvent.Answered] follows, when `timeout` has passed at the latest,
  /// unless it is cancelled before.
  void ask(AskId ask, Check.Look check, Duration timeout);

  /// Nobody wants the answer any more: none comes from now on. Does nothing if it came already.
  void cancel(AskId ask);
}
