package dev.tend.engine;

import dev.tend.core.time.Moment;

/// Both clocks at once.
@FunctionalInterface
public interface Clock {
  Moment now();
}
