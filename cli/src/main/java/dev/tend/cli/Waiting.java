package dev.tend.cli;

import dev.tend.api.CommandResult;
import dev.tend.api.EventQuery;
import dev.tend.api.EventRecord;
import dev.tend.api.Failure;
import dev.tend.api.Follow;
import dev.tend.api.InstanceStatus;
import dev.tend.api.Outcome;
import dev.tend.api.WhyAnswer;
import dev.tend.cli.CommandVerb.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Waits until every instance that an order touched has come to its end, and every job to its own.
final class Waiting {

  /// A longer selection would not fit into a request line; then everything is asked for.
  private static final int SELECTED_MAX = 50;

  private final Session session;
  private final Goal goal;
  private final JobGoal jobGoal;
  private final List<String> selectors;
  private final Progress progress;
  private final long begun = System.nanoTime();

  Waiting(Session session, Order order, List<String> selectors, List<InstanceStatus> before) {
    Map<String, String> runs = new TreeMap<>();
    for (InstanceStatus status : before) {
      String run = status.run();
      if (order == Order.RESTART && run != null) {
        runs.put(Goal.key(status), run);
      }
    }
    this.session = session;
    this.goal = new Goal(order != Order.STOP, runs);
    this.jobGoal = new JobGoal(order != Order.STOP);
    this.selectors = selectors;
    this.progress = new Progress(session);
  }

  int await(CommandResult result, Duration limit) {
    return switch (session.client().followEvents(EventQuery.after(result.position()))) {
      case Outcome.Failed<Follow<EventRecord>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<Follow<EventRecord>>(Follow<EventRecord> bell) -> {
        try (bell) {
          yield look(bell, result, limit);
        }
      }
    };
  }

  private int look(Follow<EventRecord> bell, CommandResult result, Duration limit) {
    while (true) {
      switch (seen(result)) {
        case Outcome.Failed<Awaited>(Failure failure) -> {
          progress.end();
          return session.fail(failure);
        }
        case Outcome.Done<Awaited>(Awaited now) -> {
          Awaited pending = now.where(goal::isPending, jobGoal::isPending);
          if (pending.isEmpty()) {
            return settled(now);
          }
          Duration left = limit.minusNanos(System.nanoTime() - begun);
          if (!left.isPositive()) {
            return tooLate(pending, limit);
          }
          progress.show(pending);
          if (!new Bell(bell).await(left)) {
            progress.end();
            session.err().println("tend: the daemon ended while it was waited for");
            return ExitCode.REFUSED;
          }
        }
      }
    }
  }

  private Outcome<Awaited> seen(CommandResult result) {
    return session
        .client()
        .units(selection(result))
        .then(now -> Awaited.of(ours(now, result), selectors, session.client()));
  }

  private List<String> selection(CommandResult result) {
    List<String> all =
        Stream.concat(selectors.stream(), result.units().stream()).distinct().toList();
    return all.size() > SELECTED_MAX ? List.of() : all;
  }

  /// Of an answer about everything, only what the order touched counts.
  private List<InstanceStatus> ours(List<InstanceStatus> now, CommandResult result) {
    return selection(result).isEmpty()
        ? now.stream().filter(status -> result.units().contains(Goal.key(status))).toList()
        : now;
  }

  private int settled(Awaited ours) {
    progress.end();
    if (session.json()) {
      session.printJson(InstanceStatus.class, ours.all());
    } else {
      progress.sayOutcome(ours, Duration.ofNanos(System.nanoTime() - begun));
    }
    return ours.where(goal::isMissed, jobGoal::isMissed).isEmpty()
        ? ExitCode.DONE
        : ExitCode.REFUSED;
  }

  private int tooLate(Awaited pending, Duration limit) {
    progress.end();
    progress.sayTooLate(pending, limit);
    for (String name : pending.names().subList(0, Math.min(3, pending.names().size()))) {
      Outcome<WhyAnswer> why = session.client().why(name);
      if (why instanceof Outcome.Done<WhyAnswer>(WhyAnswer answer)) {
        session.err().println("  " + answer.unit() + ": " + answer.root());
      }
    }
    return ExitCode.REFUSED;
  }
}
