package dev.tend.core.spec;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SpecLimitsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void nonsenseIsRefused() {
    refused(() -> new Backoff(Duration.ofMillis(9), SECOND, 2, 0), "min is below 10ms");
    refused(() -> new Backoff(SECOND, Duration.ofMillis(999), 2, 0), "max is below min");
    refused(() -> new Backoff(SECOND, SECOND, 0.99, 0), "factor is below 1");
    refused(() -> new Backoff(SECOND, SECOND, Double.NaN, 0), "factor is below 1");
    refused(() -> new Backoff(SECOND, SECOND, 2, 1.01), "jitter is not within 0 to 1");
    refused(() -> new Backoff(SECOND, SECOND, 2, Double.NaN), "jitter is not within 0 to 1");
    refused(() -> new GiveUp(0, SECOND), "attempts is below 1");
    refused(() -> new GiveUp(1, Duration.ZERO), "within is not positive");
    refused(() -> new StartRule(Duration.ZERO, SECOND, Readiness.SIGNALLED), "start_within");
    refused(
        () -> new StartRule(SECOND, Duration.ofSeconds(2), Readiness.UPTIME), "start_within is");
    refused(() -> new StopRule(Signal.TERM, Optional.empty(), SECOND.negated()), "stop timeout");
    refused(() -> ServiceSpec.of("web", "x").withInstances(-1), "0 to 10000");
    refused(() -> ServiceSpec.of("web", "x").withInstances(10_001), "0 to 10000");
    refused(() -> new Command(List.of()), "names a program");
    refused(() -> new InstanceId(new UnitName("web"), 0), "start at 1");
  }

  private static void refused(ThrowingCallable making, String why) {
    assertThatIllegalArgumentException().isThrownBy(making).withMessageContaining(why);
  }
}
