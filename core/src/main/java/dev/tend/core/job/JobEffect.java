package dev.tend.core.job;

import dev.tend.core.cause.Cause;

/// What a job wants done.
public sealed interface JobEffect {

  /// Start a worker in a slot in which nothing is; asked again by the next daemon if this one dies
  /// before it is done.
  ///
  /// @param cause why
  record Try(int slot, int index, Cause cause) implements JobEffect {}

  /// Make the worker of a slot end; its end comes as an event.
  record Stop(int slot, Cause cause) implements JobEffect {}

  /// Tell what happened; `slot` is whom it has to do with most.
  record Tell(String type, int slot, Cause cause) implements JobEffect {}

  /// Remove what is left of it.
  record Expire() implements JobEffect {}
}
