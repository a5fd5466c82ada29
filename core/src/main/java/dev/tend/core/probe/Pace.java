package dev.tend.core.probe;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Probe;
import java.time.Duration;

/// When a probe asks.
///
/// Of a thousand instances that start at one moment not all are asked at one moment: each has its
/// own share of the interval, always the same one, by which its first question moves. But those of
/// one moment are asked together: the questions of what runs are put at full steps of time.
public final class Pace {

  /// While an instance starts, others wait for it, and it is asked this often at least.
  static final Duration STARTING_MAX = Duration.ofSeconds(1);

  /// The part of the interval over which the first questions of starting instances are spread.
  private static final int STARTING_SPREAD = 10;

  /// A question to an instance that runs comes up to a tenth of its interval sooner, and no more
  /// than this, so that one turn of the loop asks all that are due about then.
  private static final Duration STEP_MAX = Duration.ofMillis(500);

  private static final int STEPS = 10;

  /// FNV-1a, 64 bits.
  private static final long OFFSET = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private Pace() {}

  /// From the beginning of the start to the first question: `delay`, and a little.
  public static Duration firstOfStart(Probe probe, InstanceId instance, ProbeKind kind) {
    long spread = whileStarting(probe).toNanos() / STARTING_SPREAD;
    return probe.delay().plusNanos((long) (share(instance, kind) * spread));
  }

  /// The step at or before a time, of a probe that asks what runs.
  public static long step(Probe probe, long nanos) {
    long step = Math.min(probe.every().toNanos() / STEPS, STEP_MAX.toNanos());
    return nanos - Math.floorMod(nanos, step);
  }

  /// From the beginning of one question to that of the next.
  public static Duration whileStarting(Probe probe) {
    return probe.every().compareTo(STARTING_MAX) < 0 ? probe.every() : STARTING_MAX;
  }

  /// From the moment when the instance runs to the first question: `delay`, unless an earlier probe
  /// of its kind had it, and a share of the interval.
  public static Duration firstOfRun(Probe probe, InstanceId instance, ProbeKind kind) {
    long share = (long) (share(instance, kind) * probe.every().toNanos());
    return delay(probe, kind).plusNanos(share);
  }

  /// How long it takes at least from the moment when the instance runs to the first question.
  public static Duration delay(Probe probe, ProbeKind kind) {
    return kind == ProbeKind.LIVENESS ? probe.delay() : Duration.ZERO;
  }

  /// More than 0, at most 1.
  private static double share(InstanceId instance, ProbeKind kind) {
    String text = instance + " " + kind.text();
    long hash = OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    // The upper bits of the product are the ones that every letter has moved.
    return ((hash >>> 40) + 1) / (double) (1 << 24);
  }
}
