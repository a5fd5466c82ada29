package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.engine.KernelEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every kernel promises of a wait: what ends it, and that nothing else does.
interface AwaitClaims extends KernelBench {

  @Test
  default void aWakeEndsTheNextAwaitAtOnce() {
    kernel().wake();

    assertThat(kernel().await(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  default void theDeadlineEndsAwaitAndNotBefore() {
    long deadline = clock().now().nanosAfter(Duration.ofMillis(20));

    List<KernelEvent> events = kernel().await(deadline);

    assertThat(events).isEmpty();
    assertThat(clock().now().monotonicNanos()).isGreaterThanOrEqualTo(deadline);
  }

  @Test
  default void aDeadlineInThePastOnlyLooks() {
    assertThat(kernel().await(clock().now().monotonicNanos() - 1)).isEmpty();
  }

  @Test
  default void theTimeOfDayEndsAwaitAndNotBefore() {
    Instant deadline = clock().now().wall().plusMillis(20);

    List<KernelEvent> events = kernel().await(Long.MAX_VALUE, deadline);

    assertThat(events).isEmpty();
    assertThat(clock().now().wall()).isAfterOrEqualTo(deadline);
  }

  @Test
  default void aTimeOfDayThatHasPassedOnlyLooksEachTimeThatItIsAskedFor() {
    Instant past = clock().now().wall().minusSeconds(3600);

    assertThat(kernel().await(Long.MAX_VALUE, past)).isEmpty();
    assertThat(kernel().await(Long.MAX_VALUE, past)).isEmpty();
  }

  @Test
  default void aTimeOfDayThatIsAskedForNoLongerEndsNoAwait() {
    Instant dropped = clock().now().wall().plusMillis(20);
    kernel().wake();
    kernel().await(Long.MAX_VALUE, dropped);
    long deadline = clock().now().nanosAfter(A_WHILE);

    List<KernelEvent> events = kernel().await(deadline, Instant.MAX);

    assertThat(events).isEmpty();
    assertThat(clock().now().monotonicNanos()).isGreaterThanOrEqualTo(deadline);
  }
}
