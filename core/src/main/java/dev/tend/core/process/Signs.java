package dev.tend.core.process;

import dev.tend.core.spec.Follow;
import dev.tend.core.spec.Readiness;
import java.time.Duration;
import java.util.Optional;

/// By what a process shows how it is, as far as the kernel has to prepare for it.
///
/// @param watchdog how often it has to say that it is alive
/// @param follow what names the process that it leaves
public record Signs(Readiness readiness, Optional<Duration> watchdog, Optional<Follow> follow) {

  /// Nothing is heard of it but its end.
  public static final Signs NONE = new Signs(Readiness.UPTIME, Optional.empty());

  /// One that is the service itself.
  public Signs(Readiness readiness, Optional<Duration> watchdog) {
    this(readiness, watchdog, Optional.empty());
  }

  /// Whether it is told where to speak.
  public boolean spoken() {
    return readiness instanceof Readiness.Notify || watchdog.isPresent();
  }
}
