package dev.tend.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.Notice;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.time.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole table of states and events: which cells can be reached, and that all others throw.
class LifecycleCellsTest {
  private static final Alarm ALARM = new Alarm(5, new Event.KillDue());
  private static final Remains REST = Remains.of(Life.run(1), new After.Stay());

  private static final Otherwise.Await AWAIT =
      new Otherwise.Await(
          Life.process(1),
          new Ledger.LastExit(Life.run(1), new Exit.Code(0), Life.NOON),
          new End(true, false, Duration.ZERO),
          0,
          0);

  private static final List<State> STATES =
      List.of(
          new State.Stopped(),
          new State.Waiting(),
          new State.Completed(),
          new State.Failed(),
          new State.Backoff(ALARM),
          new State.Elsewhere(),
          new Sought.Looking(Life.run(1), new Otherwise.Start()),
          new Sought.Asking(Life.run(1)),
          new Sought.Awaiting(Life.run(1), AWAIT, ALARM, 0),
          new Sought.Expecting(Life.run(1), Life.process(1), 0, ALARM, 0),
          new State.Preparing(Life.run(1)),
          new State.Launching(Life.run(1)),
          new Alive.Starting(Life.run(1), Life.process(1), 0, ALARM),
          new Alive.Started(Life.run(1), Life.process(1), 0),
          new Alive.Running(Life.run(1), Life.process(1), 0),
          new Leaving.Retiring(REST, Optional.of(Life.process(1))),
          new Leaving.Stopping(REST, Life.process(1), ALARM),
          new Leaving.Parting(Remains.nothing(Life.run(1), new After.Stay()), true),
          new Leaving.Tidying(Remains.nothing(Life.run(1), new After.Stay())),
          new Leaving.Clearing(REST, ALARM),
          new Leaving.Killing(REST, Optional.empty(), ALARM));

  private static final List<Event> EVENTS =
      List.of(
          new Event.Go(Life.asked("start"), false),
          new Event.Hold(Life.asked("start"), false),
          new Event.Halt(Life.asked("stop")),
          new Event.Renew(Life.asked("restart")),
          new Event.Hasten(Life.asked("faster end")),
          new Event.Spawned(Life.run(1), Life.process(1)),
          new Event.SpawnRefused(Life.run(1), Life.ENOENT),
          new Event.Exited(Life.run(1), new Exit.Code(1), true),
          new Event.TreeEmpty(Life.run(1)),
          new Event.BecameReady(Life.run(1), "it said so"),
          new Event.Told(Life.run(1), new Notice.Ticked()),
          new Event.Moved(Life.run(1), Life.process(2), "it said MAINPID=102"),
          new Event.NeverReady(Life.run(1), "it closed its descriptor"),
          new Event.SilenceDue(),
          new Event.Adopted(Life.run(1), Life.process(1), new Standing.Phase.Due()),
          new Event.Vanished(
              Life.run(1),
              new Ledger.LastExit(Life.run(1), new Exit.Unknown("nobody looked"), Life.NOON),
              new After.Judge(End.unseen(true))),
          new Event.Found(Life.run(1), Life.process(1), "a file names it"),
          new Event.NotFound(Life.run(1), List.of()),
          new Event.LookAgain(),
          new Event.UpElsewhere("its detector says so"),
          new Event.HooksDone(),
          new Event.HooksFailed("the pre_start hook migrate failed"),
          new Event.Alone(),
          new Event.Proved(Life.run(1), "its readiness probe got HTTP 200"),
          new Event.Condemned(
              Life.run(1),
              new End(false, true, Duration.ofSeconds(1)),
              new Cause.Observed("its liveness probe got HTTP 503", Life.NOON)),
          new Event.StableReached(),
          new Event.StartTimedOut(),
          new Event.KillDue(),
          new Event.KillOverdue(),
          new Event.BackoffOver());

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Stopped,   Go Hold Halt Renew Hasten Adopted Vanished
          Waiting,   Go Hold Halt Renew Hasten Adopted Vanished
          Completed, Go Hold Halt Renew Hasten Adopted Vanished
          Failed,    Go Hold Halt Renew Hasten Adopted Vanished
          Backoff,   Go Hold Halt Renew Hasten BackoffOver
          Elsewhere, Go Hold Halt Renew Hasten Adopted Vanished
          Looking,   Found NotFound Told NeverReady Moved
          Asking,    Halt Renew NotFound UpElsewhere
          Awaiting,  Halt Renew TreeEmpty BecameReady LookAgain Told NeverReady Moved
          Expecting, Halt Renew Exited BecameReady LookAgain Told NeverReady Moved
          Preparing, Halt Renew HooksDone HooksFailed
          Launching, Spawned SpawnRefused
          Starting,  Halt Renew Exited BecameReady Proved Condemned StableReached StartTimedOut Told NeverReady Moved
          Started,   Halt Renew Exited BecameReady HooksDone HooksFailed Told NeverReady Moved
          Running,   Halt Renew Exited BecameReady Condemned Told NeverReady Moved SilenceDue
          Stopping,  Halt Renew Hasten Spawned SpawnRefused Exited TreeEmpty BecameReady KillDue Told NeverReady Moved
          Retiring,  Halt Renew Hasten Exited TreeEmpty BecameReady HooksDone HooksFailed Told NeverReady Moved
          Tidying,   Halt Renew Hasten HooksDone HooksFailed
          Parting,   Halt Renew Hasten Alone
          Clearing,  Halt Renew Hasten Spawned SpawnRefused Exited TreeEmpty BecameReady KillDue Told NeverReady
          Killing,   Halt Renew Hasten Spawned SpawnRefused Exited TreeEmpty BecameReady KillOverdue Told NeverReady Moved
          """)
  void onlyTheseEventsAreTaken(String stateName, String possible) {
    State state = STATES.stream().filter(each -> named(each, stateName)).findFirst().orElseThrow();

    for (Event event : EVENTS) {
      String name = event.getClass().getSimpleName();
      if (Arrays.asList(possible.split(" ")).contains(name)) {
        assertThatCode(() -> step(state, event)).as(name).doesNotThrowAnyException();
      } else {
        assertThatIllegalStateException()
            .as(name)
            .isThrownBy(() -> step(state, event))
            .withMessageStartingWith("impossible in " + stateName);
      }
    }
  }

  @Test
  void everyStateAndEveryEventIsInTheTable() {
    assertThat(STATES.stream().<Class<?>>map(State::getClass))
        .containsAll(leaves(State.class).toList());
    assertThat(EVENTS.stream().<Class<?>>map(Event::getClass))
        .containsAll(leaves(Event.class).toList());
  }

  @Test
  void onlyAStateThatEndsByItselfHasAnAlarm() {
    assertThat(STATES.stream().filter(state -> state.alarm().isPresent()))
        .extracting(state -> state.getClass().getSimpleName())
        .containsExactly(
            "Backoff", "Awaiting", "Expecting", "Starting", "Stopping", "Clearing", "Killing");
  }

  @Test
  void onlyAStateWithARunOccupiesItsSlot() {
    assertThat(STATES.stream().filter(state -> state.run().isEmpty()))
        .extracting(state -> state.getClass().getSimpleName())
        .containsExactly("Stopped", "Waiting", "Completed", "Failed", "Backoff", "Elsewhere");
  }

  private static Step step(State state, Event event) {
    Instance before = new Instance(state, Ledger.FRESH, Life.NOON, Life.asked("start"), false);
    Terms terms =
        new Terms(
            Life.ID,
            ServiceSpec.of("web", "bin/web"),
            false,
            new Moment(Life.NOON, 5),
            false,
            true,
            0.5,
            Life.run(2));
    return Lifecycle.step(before, event, terms);
  }

  private static boolean named(State state, String name) {
    return state.getClass().getSimpleName().equals(name);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(LifecycleCellsTest::leaves)
        : Stream.of(type);
  }
}
