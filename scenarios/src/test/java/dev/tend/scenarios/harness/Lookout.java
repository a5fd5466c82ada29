package dev.tend.scenarios.harness;

import static org.awaitility.Awaitility.await;

import dev.tend.api.Endpoint;
import dev.tend.api.EventQuery;
import dev.tend.api.EventRecord;
import dev.tend.api.InstanceStatus;
import dev.tend.api.Outcome;
import dev.tend.api.TendClient;
import dev.tend.api.WhyAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/// A daemon seen through its socket, for scenarios that look so often that a command each time
/// would take minutes.
public final class Lookout {

  private static final Duration OFTEN = Duration.ofMillis(10);

  private final TendClient client;

  Lookout(Path socket) {
    client = new TendClient(new Endpoint.Socket(socket), Optional.empty());
  }

  /// The instance of that name, `web` or `web.2`; of several the first.
  public InstanceStatus status(String instance) {
    return all(instance).getFirst();
  }

  public List<InstanceStatus> all(String... selectors) {
    return done(client.units(List.of(selectors)));
  }

  /// The pid of an instance, which has to have one.
  public int pid(String instance) {
    Integer pid = status(instance).pid();
    if (pid == null) {
      throw new AssertionError(instance + " has no process");
    }
    return pid;
  }

  /// Everything that happened so far.
  public List<EventRecord> events() {
    return eventsAfter(0);
  }

  public List<EventRecord> eventsAfter(long position) {
    return done(client.events(EventQuery.after(position)));
  }

  /// The number of the newest event.
  public long position() {
    return events().getLast().id();
  }

  public WhyAnswer why(String instance) {
    return done(client.why(instance));
  }

  public InstanceStatus awaitState(String instance, String state) {
    return awaitStatus(instance, state, status -> status.state().equals(state));
  }

  /// Waits until the instance runs, and returns its pid.
  public int awaitRunning(String instance) {
    // In one look: a moment later it may be about to be replaced.
    Predicate<InstanceStatus> runs =
        status -> status.state().equals("running") && status.pid() != null;
    return Objects.requireNonNull(awaitStatus(instance, "running", runs).pid());
  }

  /// @param wanted what is waited for, should it not come
  public InstanceStatus awaitStatus(
      String instance, String wanted, Predicate<InstanceStatus> condition) {
    return await(instance + " to be " + wanted)
        .pollDelay(Duration.ZERO)
        .pollInterval(OFTEN)
        .atMost(Tend.DEADLINE)
        .until(() -> status(instance), condition);
  }

  /// Waits for a process of the instance that is not this one, and returns its pid.
  public int awaitOtherPid(String instance, int before) {
    Integer pid =
        awaitStatus(instance, "another process than " + before, status -> isOther(status, before))
            .pid();
    return pid == null ? pid(instance) : pid;
  }

  private static boolean isOther(InstanceStatus status, int before) {
    Integer pid = status.pid();
    return pid != null && pid != before;
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Failed<T>(var failure) -> throw new AssertionError(failure.sentence());
    };
  }
}
