package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.Notice;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.spec.Signal;
import dev.tend.engine.KernelEvent;
import dev.tend.engine.KernelEvent.Exited;
import dev.tend.engine.KernelEvent.TreeEmpty;
import org.junit.jupiter.api.Test;

/// What every kernel promises of what processes tell of themselves: that it is heard, once, and
/// before their end.
interface SpeechClaims extends KernelBench {

  @Test
  default void aLineThatAProcessWroteIsToldOnce() {
    LaunchPlan plan = writesThatItIsReady();
    spawn(plan);

    awaitUntil("it is ready", () -> !readied().isEmpty());
    awaitAWhile();

    assertThat(readied()).containsExactly(plan.run());
  }

  @Test
  default void whatAProcessSaysOfItselfIsTold() {
    LaunchPlan plan = saysItIsReady();
    ProcessRef process = spawn(plan);

    awaitUntil("it has said all", () -> told(plan).size() >= 2);
    awaitAWhile();

    assertThat(told(plan))
        .containsExactlyInAnyOrder(new Notice.Ready(process.pid()), new Notice.Status("serving"));
    assertThat(seen()).hasOnlyElementsOfType(KernelEvent.Told.class);
  }

  @Test
  default void whatAProcessSaidLastIsToldBeforeItsEnd() {
    LaunchPlan plan = speaksAndExits(3);

    spawn(plan);
    awaitEmpty(plan);

    assertThat(seen())
        .extracting(KernelEvent::getClass)
        .containsExactly(KernelEvent.Told.class, Exited.class, TreeEmpty.class);
    assertThat(told(plan)).containsExactly(new Notice.Status("leaving"));
    assertThat(exits(plan)).containsExactly(new Exit.Code(3));
  }

  @Test
  default void whoNamesAnotherAsTheMainProcessIsOneOfTheOthersFromThenOn() {
    LaunchPlan plan = namesItsChild();
    ProcessRef first = spawn(plan);
    awaitUntil("another one is the main process", () -> !moves(plan).isEmpty());

    kernel().signal(plan.run(), Signal.TERM);
    awaitUntil("the main process has exited", () -> !exits(plan).isEmpty());
    awaitAWhile();
    assertThat(moves(plan)).singleElement().isNotEqualTo(first);
    assertThat(emptied()).isEmpty();
    kernel().signal(plan.run(), Signal.TERM);
    awaitEmpty(plan);

    assertThat(exits(plan)).containsExactly(new Exit.Signalled(Signal.TERM.number(), false));
  }

  @Test
  default void aNewlineOnTheDescriptorIsReadinessAndIsToldOnce() {
    LaunchPlan plan = writesANewline();

    spawn(plan);
    awaitUntil("it is ready", () -> !seen().isEmpty());
    awaitAWhile();

    assertThat(seen())
        .containsExactly(
            new KernelEvent.Ready(plan.run(), "it wrote a newline to its readiness descriptor"));
  }

  @Test
  default void aDescriptorThatIsClosedWithoutANewlineIsTold() {
    LaunchPlan plan = closesItsDescriptor();

    spawn(plan);
    awaitUntil("it cannot say it any more", () -> !seen().isEmpty());
    awaitAWhile();

    assertThat(seen())
        .containsExactly(
            new KernelEvent.NeverReady(
                plan.run(), "it closed its readiness descriptor without a newline"));
  }

  @Test
  default void aDescriptorThatAnEndClosesIsNotToldOfBesideThatEnd() {
    LaunchPlan plan = exitsBeforeItsNewline(4);

    spawn(plan);
    awaitEmpty(plan);

    assertThat(seen())
        .extracting(KernelEvent::getClass)
        .containsExactly(Exited.class, TreeEmpty.class);
    assertThat(exits(plan)).containsExactly(new Exit.Code(4));
  }
}
