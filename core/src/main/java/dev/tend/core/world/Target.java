package dev.tend.core.world;

import dev.tend.core.cause.Cause;

/// What an instance should be, and who or what wants it so.
sealed interface Target {

  Cause cause();

  record Up(Cause cause) implements Target {}

  record Down(Cause cause) implements Target {}
}
