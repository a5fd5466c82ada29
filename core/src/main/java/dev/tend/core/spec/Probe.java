package dev.tend.core.spec;

import java.time.Duration;

/// A check that is made again and again.
///
/// @param delay how long after its beginning the first one is made; see [Probes] for when it begins
/// @param every from the beginning of one to that of the next, which waits for the end of this one
/// @param timeout what has not answered by then has failed
/// @param failures how many have to fail in a row to count
/// @param successes how many have to succeed in a row to count
public record Probe(
    Check check, Duration delay, Duration every, Duration timeout, int failures, int successes) {

  /// More often than this a probe is a load, and not a look.
  public static final Duration EVERY_MIN = Duration.ofMillis(10);

  public static final Duration TIMEOUT_MIN = Duration.ofMillis(1);

  /// Long enough for a busy machine; what is slower than that is not well.
  public static final Duration TIMEOUT_USUAL = Duration.ofSeconds(5);

  /// As Kubernetes has it: one failure may be chance.
  public static final int FAILURES_USUAL = 3;

  public static final int IN_A_ROW_MAX = 1_000;

  public Probe {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay is negative");
    }
    if (every.compareTo(EVERY_MIN) < 0) {
      throw new IllegalArgumentException("every is below 10ms");
    }
    if (timeout.compareTo(TIMEOUT_MIN) < 0) {
      throw new IllegalArgumentException("timeout is below 1ms");
    }
    if (failures < 1 || failures > IN_A_ROW_MAX || successes < 1 || successes > IN_A_ROW_MAX) {
      throw new IllegalArgumentException("failures or successes is not within 1 to 1000");
    }
  }

  /// A probe of this check at this pace, everything else as usual.
  public static Probe of(Check check, Duration every) {
    return new Probe(check, Duration.ZERO, every, TIMEOUT_USUAL, FAILURES_USUAL, 1);
  }

  public Probe of(InstanceId instance) {
    return new Probe(check.of(instance), delay, every, timeout, failures, successes);
  }
}
