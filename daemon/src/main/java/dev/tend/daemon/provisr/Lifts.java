package dev.tend.daemon.provisr;

import dev.tend.core.cause.Actor;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.text.DurationText;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import dev.tend.core.world.Snapshot;
import dev.tend.engine.Engine;
import dev.tend.engine.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Brings instances up and down and waits for it, as provisr's clients expect of a call. Never on
/// the loop's thread.
final class Lifts {

  /// A client whose process needs longer has gone away by then, and finds out by asking.
  private static final Duration START_WITHIN = Duration.ofMinutes(1);

  /// Between the kill and the end of what was killed; only an uninterruptible sleep takes longer.
  private static final Duration KILL_WITHIN = Duration.ofSeconds(5);

  private final Engine engine;

  Lifts(Engine engine) {
    this.engine = engine;
  }

  Snapshot snapshot() {
    return engine.snapshot();
  }

  Feed feed() {
    return engine.feed();
  }

  /// What runs in these slots before something is done to them.
  Map<InstanceId, RunId> runs() {
    Map<InstanceId, RunId> runs = new HashMap<>();
    engine
        .snapshot()
        .instances()
        .forEach(view -> view.run().ifPresent(run -> runs.put(view.id(), run)));
    return runs;
  }

  /// Starts these, and returns when all have started; what runs already has.
  void start(Collection<InstanceView> views, Actor actor) throws Refused {
    start(views, new Before(engine.snapshot().position(), Map.of()), actor);
  }

  /// The same, of instances to which something was done before.
  void start(Collection<InstanceView> views, Before before, Actor actor) throws Refused {
    if (!views.isEmpty()) {
      submit(new Request.Start(selectors(views), actor));
      awaitStart(views.stream().map(InstanceView::id).toList(), before);
    }
  }

  /// What there was before something was done.
  ///
  /// @param position the number of the last entry
  /// @param replaced runs that are to go
  record Before(long position, Map<InstanceId, RunId> replaced) {

    /// The same, where every run stays.
    Before keeping() {
      return new Before(position, Map.of());
    }
  }

  /// Waits until each of these has started.
  void awaitStart(Collection<InstanceId> ids, Before before) throws Refused {
    boolean settled =
        await(
            snapshot -> ids.stream().allMatch(id -> judge(snapshot, id, before) != Start.PENDING),
            START_WITHIN);
    Snapshot now = engine.snapshot();
    Names names = new Names(now);
    for (InstanceId id : ids) {
      Start start = judge(now, id, before);
      if (start != Start.GOOD) {
        String why = now.find(id).map(view -> view.cause().story()).orElse("it is gone");
        throw new Refused(
            400,
            "process "
                + names.of(id)
                + (settled || start == Start.BAD
                    ? " did not start: "
                    : " has not started within " + DurationText.of(START_WITHIN) + ": ")
                + why);
      }
    }
  }

  private enum Start {
    PENDING,
    GOOD,
    BAD
  }

  private Start judge(Snapshot snapshot, InstanceId id, Before before) {
    Optional<InstanceView> found = snapshot.find(id);
    if (found.isEmpty()) {
      return Start.BAD;
    }
    InstanceView view = found.get();
    boolean atOnce =
        snapshot.inForce().units().get(id.unit()) instanceof ServiceSpec spec
            && spec.start().stableAfter().isZero();
    return switch (view.state()) {
      case RUNNING ->
          view.run().equals(Optional.ofNullable(before.replaced().get(id)))
              ? Start.PENDING
              : Start.GOOD;
      case COMPLETED -> Start.GOOD;
      case STARTING -> Start.PENDING;
      // One whose start counts at once has started if it came to an end of its own.
      case FAILED -> atOnce && ended(id, before) ? Start.GOOD : Start.BAD;
      case BACKOFF -> atOnce && ended(id, before) ? Start.GOOD : retried(snapshot, id);
      case WAITING, STOPPING -> view.targetUp() ? Start.PENDING : Start.BAD;
      case STOPPED -> view.targetUp() ? Start.PENDING : Start.BAD;
    };
  }

  /// Whether the failed start is tried again so many times, which belongs to the start.
  private static Start retried(Snapshot snapshot, InstanceId id) {
    return snapshot.inForce().units().get(id.unit()) instanceof ServiceSpec spec
            && spec.startRetries().isPresent()
        ? Start.PENDING
        : Start.BAD;
  }

  /// Whether a run of it came to an end that was not to be replaced.
  private boolean ended(InstanceId id, Before before) {
    Optional<RunId> replaced = Optional.ofNullable(before.replaced().get(id));
    return engine.feed().after(before.position()).entries().stream()
        .anyMatch(entry ->
            entry.type().equals("exited")
                && entry.instance().equals(Optional.of(id))
                && !entry.run().equals(replaced));
  }

  /// Stops these, kills what is left after `wait`, and returns when nothing of them is left.
  void stop(Collection<InstanceView> views, Duration wait, Actor actor) throws Refused {
    if (views.isEmpty()) {
      return;
    }
    submit(new Request.Stop(selectors(views), Optional.of(wait), actor));
    awaitStop(views.stream().map(InstanceView::id).toList(), wait);
  }

  void awaitStop(Collection<InstanceId> ids, Duration wait) throws Refused {
    Names before = new Names(engine.snapshot());
    await(snapshot -> ids.stream().noneMatch(id -> goesDown(snapshot, id)), wait.plus(KILL_WITHIN));
    Snapshot now = engine.snapshot();
    List<String> left = new ArrayList<>();
    for (InstanceId id : ids) {
      if (goesDown(now, id)) {
        String pid = now.find(id).map(view -> view.pid().toString()).orElse("");
        left.add(before.of(id) + pid.replaceAll("\\D+(\\d+).*", " (pid $1)"));
      }
    }
    if (!left.isEmpty()) {
      throw new Refused(
          400,
          "process did not exit after SIGKILL: " + String.join(", ", left),
          "GET /status shows when it has; an uninterruptible sleep cannot be killed.");
    }
  }

  /// Whether it is still on its way down. One that somebody wants up again was down, or is theirs.
  private static boolean goesDown(Snapshot snapshot, InstanceId id) {
    return snapshot
        .find(id)
        .filter(view -> view.state() != StateName.STOPPED && !view.targetUp())
        .isPresent();
  }

  private static List<Selector> selectors(Collection<InstanceView> views) {
    return views.stream().<Selector>map(view -> new Selector.OfInstance(view.id())).toList();
  }

  void submit(Request request) throws Refused {
    Reply reply = engine.submit(request).toCompletableFuture().join();
    if (reply instanceof Reply.Refused refused) {
      throw new Refused(400, refused.sentence(), refused.hint());
    }
  }

  /// Whether the condition came to hold in time.
  private boolean await(Predicate<Snapshot> condition, Duration within) {
    Semaphore bell = new Semaphore(0);
    long deadline = System.nanoTime() + within.toNanos();
    try (Feed.Subscription _ = engine.feed().onGrowth(bell::release)) {
      while (!condition.test(engine.snapshot())) {
        if (!bell.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return condition.test(engine.snapshot());
        }
        bell.drainPermits();
      }
      return true;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
