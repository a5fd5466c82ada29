package dev.tend.core.why;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.probe.Answered;
import dev.tend.core.probe.ProbeKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.text.DurationText;
import dev.tend.core.time.Moment;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Answers why an instance is as it is: a walk over recorded causes, and from unit to unit over the
/// edges that do not hold.
public final class Why {
  private final Snapshot snapshot;
  private final Moment now;
  private final List<Answer.Link> chain = new ArrayList<>();
  private final Set<InstanceId> seen = new HashSet<>();

  private Why(Snapshot snapshot, Moment now) {
    this.snapshot = snapshot;
    this.now = now;
  }

  /// The answer for one instance; empty if the snapshot has none of that name.
  public static Optional<Answer> answer(Snapshot snapshot, InstanceId id, Moment now) {
    return snapshot.find(id).map(view -> new Why(snapshot, now).answer(view));
  }

  private Answer answer(InstanceView view) {
    walk(view);
    List<String> waitingFor =
        new ArrayList<>(view.unmet().stream().map(InstanceView.Unmet::sentence).toList());
    view.busy().ifPresent(hook -> waitingFor.add(busy(hook)));
    snapshot
        .rollings()
        .forEach(rolling ->
            rolling
                .waitsFor(view.id())
                .ifPresent(other -> waitingFor.add("it is being restarted after " + other)));
    view.dates().outside().ifPresent(waitingFor::add);
    return new Answer(
        view.id(),
        view.state(),
        view.since(),
        root(view),
        chain,
        waitingFor,
        next(view),
        view.answers());
  }

  private String busy(InstanceView.Busy hook) {
    String what = "its " + hook.what() + " has been running for " + age(hook.since());
    if (hook.dueNanos().isEmpty()) {
      return what + ", and is being killed";
    }
    Instant due = now.wallAt(hook.dueNanos().getAsLong());
    // Two clocks are behind this: what is less than they differ by is none of the timeout.
    long tenths = Math.round(Duration.between(hook.since(), due).toMillis() / 100.0);
    return what + " (of at most " + DurationText.of(Duration.ofMillis(tenths * 100)) + ")";
  }

  /// What comes first, by whichever clock.
  private Optional<Answer.NextStep> next(InstanceView view) {
    return Stream.concat(
            view.next().map(due -> new Answer.NextStep(due.at(now), due.what())).stream(),
            view.dates().coming().map(due -> new Answer.NextStep(due.at(), due.what())).stream())
        .min(Comparator.comparing(Answer.NextStep::at));
  }

  /// The last sentence of the chain, with the name of whom it is about if that is another unit.
  private String root(InstanceView view) {
    Answer.Link last = chain.getLast();
    return last.instance().unit().equals(view.id().unit())
        ? last.sentence()
        : name(last.instance()) + ": " + last.sentence();
  }

  private void walk(InstanceView view) {
    if (!seen.add(view.id())) {
      return;
    }
    if (view.state() == StateName.WAITING && !view.unmet().isEmpty()) {
      InstanceView.Unmet edge = view.unmet().getFirst();
      String waits = state(view) + ": " + edge.sentence();
      chain.add(new Answer.Link(view.id(), view.since(), waits));
      follow(edge.unit());
      return;
    }
    chain.add(new Answer.Link(view.id(), view.since(), state(view)));
    Optional<Answered> against = against(view);
    if (against.isPresent()) {
      chain.add(new Answer.Link(view.id(), against.get().at(), against.get().sentence()));
      return;
    }
    if (view.dates().outside().isPresent()) {
      String outside = view.dates().outside().get();
      if (!view.cause().sentence().equals(outside)) {
        chain.add(new Answer.Link(view.id(), view.cause().at(), view.cause().sentence()));
      }
      chain.add(new Answer.Link(view.id(), view.since(), outside));
      return;
    }
    follow(view, view.cause());
  }

  /// The answer for which an instance that is up is not ready.
  private static Optional<Answered> against(InstanceView view) {
    boolean unready = view.state() == StateName.RUNNING && !view.ready();
    return view.answers().reversed().stream()
        .filter(answer -> unready && answer.kind() == ProbeKind.READINESS && !answer.finding().ok())
        .findFirst();
  }

  private void follow(InstanceView view, Cause cause) {
    chain.add(new Answer.Link(view.id(), cause.at(), cause.sentence()));
    switch (cause) {
      case Cause.Rule(String _, Instant _, Cause because) -> follow(view, because);
      case Cause.Edge(UnitName unit, String _, Instant _) -> follow(unit);
      case Cause.Asked _,
          Cause.Configured _,
          Cause.Exited _,
          Cause.SpawnFailed _,
          Cause.TimedOut _,
          Cause.Observed _,
          Cause.Failed _,
          Cause.Proved _,
          Cause.Recovered _ -> {}
    }
  }

  /// Goes on with the instance of another unit that is furthest from being ready.
  private void follow(UnitName unit) {
    snapshot.instances().stream()
        .filter(view -> view.id().unit().equals(unit) && !view.ready())
        .findFirst()
        .ifPresentOrElse(this::walk, () -> missing(unit));
  }

  private void missing(UnitName unit) {
    boolean any = snapshot.instances().stream().anyMatch(view -> view.id().unit().equals(unit));
    if (!any) {
      chain.add(
          new Answer.Link(new InstanceId(unit, 1), now.wall(), "it is scaled to 0 instances"));
    }
  }

  private String state(InstanceView view) {
    String name = name(view.id());
    String since = " for " + age(view.since());
    return switch (view.state()) {
      case WAITING -> name + " has been waiting" + since;
      case STARTING -> name + " has been starting" + since + said(view);
      case RUNNING ->
          name
              + " has been running"
              + since
              + restarts(view)
              + (view.ready() ? "" : ", and is not ready")
              + said(view);
      case STOPPING -> name + " has been stopping" + since + said(view);
      case BACKOFF -> name + " is between two attempts" + since;
      case STOPPED -> name + " has been stopped" + since;
      case COMPLETED -> name + " completed " + age(view.since()) + " ago";
      case FAILED -> name + " failed " + age(view.since()) + " ago";
    };
  }

  /// `web`, or `web.2` for a unit of several instances.
  private String name(InstanceId id) {
    long siblings =
        snapshot.instances().stream().filter(view -> view.id().unit().equals(id.unit())).count();
    return siblings > 1 ? id.toString() : id.unit().text();
  }

  private static String restarts(InstanceView view) {
    return switch (view.restarts()) {
      case 0 -> "";
      case 1 -> ", restarted once";
      default -> ", restarted " + view.restarts() + " times";
    };
  }

  /// What its process says of itself: `; it is reloading, and says "3 of 8 tables"`.
  private static String said(InstanceView view) {
    String doing =
        switch (view.said().doing()) {
          case WORKING -> "";
          case RELOADING -> "; it says that it is reloading";
          case STOPPING -> "; it says that it is stopping";
        };
    return doing + view.said().status().map(text -> "; its status is \"" + text + '"').orElse("");
  }

  private String age(Instant since) {
    Duration age = Duration.between(since, now.wall());
    Duration whole = age.isNegative() ? Duration.ZERO : age;
    return DurationText.of(whole.toSeconds() >= 1 ? Duration.ofSeconds(whole.toSeconds()) : whole);
  }
}
