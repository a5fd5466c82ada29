package dev.tend.core.world;

import dev.tend.core.spec.InstanceId;

/// What an alarm rings: an instance, or one of its companions. Each has one at most.
final class Bell {

  /// There is nothing to ring for.
  static final long NEVER = Long.MAX_VALUE;

  final Slot slot;

  /// 0 for the instance itself, else which of its companions.
  final int number;

  private long armedNanos = NEVER;

  Bell(Slot slot, int number) {
    this.slot = slot;
    this.number = number;
  }

  InstanceId instance() {
    return slot.id;
  }

  /// When it rings, on the monotonic clock.
  long armedNanos() {
    return armedNanos;
  }

  void armed(long atNanos) {
    armedNanos = atNanos;
  }
}
