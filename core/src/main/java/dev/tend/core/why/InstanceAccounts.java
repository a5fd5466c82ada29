package dev.tend.core.why;

import dev.tend.core.cause.Cause;
import dev.tend.core.cause.Reason;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.probe.Answered;
import dev.tend.core.probe.ProbeKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.text.DurationText;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Rolling;
import dev.tend.core.world.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Says what is known of instances now.
record InstanceAccounts(
    Snapshot snapshot, Ages ages, LastWords words, Mishaps mishaps, Adoptions adoptions) {

  Account of(InstanceView view) {
    Told told = told(view);
    Ended ended = Ended.of(view, words);
    return new Account(
        view.id(),
        name(view.id()),
        view.state().text(),
        view.since(),
        told.sentence,
        ended.explains(told.reasons),
        told.onward,
        waits(view),
        next(view),
        view.answers(),
        told.onward.isPresent() ? List.of() : ended.lines());
  }

  /// What a unit is of which there is no instance.
  static Account none(UnitName unit, Instant now) {
    return new Account(
        new InstanceId(unit, 1),
        unit.text(),
        StateName.STOPPED.text(),
        now,
        "it is scaled to 0 instances",
        List.of(),
        Optional.empty(),
        List.of("somebody to scale it ('tend scale " + unit + "=1')"),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /// The story of one instance, as far as it is its own.
  private record Told(String sentence, List<Reason> reasons, Optional<UnitName> onward) {}

  private Told told(InstanceView view) {
    String state = new StateWords(ages).of(view, name(view.id())) + amiss(view);
    if (view.state() == StateName.WAITING && !view.unmet().isEmpty()) {
      InstanceView.Unmet edge = view.unmet().getFirst();
      return new Told(state + ": " + edge.sentence(), List.of(), Optional.of(edge.unit()));
    }
    Optional<Answered> against = against(view);
    if (against.isPresent()) {
      Answered answer = against.get();
      return new Told(
          state,
          List.of(reason(answer.at(), Cause.Kind.OBSERVED, answer.sentence())),
          Optional.empty());
    }
    if (view.dates().outside().isPresent()) {
      String outside = view.dates().outside().get();
      List<Reason> reasons = new ArrayList<>();
      if (!view.cause().sentence().equals(outside)) {
        reasons.add(reason(view.cause().at(), view.cause().kind(), view.cause().sentence()));
      }
      reasons.add(reason(view.since(), Cause.Kind.CONFIGURED, outside));
      return new Told(state, reasons, Optional.empty());
    }
    List<Reason> reasons = Reason.of(view.cause());
    if (view.adopted()) {
      reasons = adoptions.explains(view.id(), reasons, ages.now().wall());
    }
    return new Told(state, reasons, reasons.getLast().unit().filter(this::lacks));
  }

  /// What went wrong on its way up and did not matter, to go on after any clause.
  private String amiss(InstanceView view) {
    return spec(view.id().unit()).stream()
        .flatMap(spec -> mishaps.of(view, spec.each().hooks()).stream())
        .map(sentence -> "; " + sentence)
        .collect(Collectors.joining());
  }

  private static Reason reason(Instant at, Cause.Kind kind, String sentence) {
    return new Reason(at, kind, Optional.empty(), sentence);
  }

  /// The answer for which an instance that is up is not ready.
  private static Optional<Answered> against(InstanceView view) {
    boolean unready = view.state() == StateName.RUNNING && !view.ready();
    return view.answers().reversed().stream()
        .filter(answer -> unready && answer.kind() == ProbeKind.READINESS && !answer.finding().ok())
        .findFirst();
  }

  private List<String> waits(InstanceView view) {
    List<String> waits =
        new ArrayList<>(view.unmet().stream().map(InstanceView.Unmet::sentence).toList());
    view.busy().ifPresent(hook -> waits.add(busy(hook)));
    snapshot.rollings().forEach(rolling -> rolled(rolling, view.id()).ifPresent(waits::add));
    view.dates().outside().ifPresent(waits::add);
    boolean worker = snapshot.job(view.id().unit()).isPresent();
    if (waits.isEmpty() && !worker) {
      spec(view.id().unit())
          .flatMap(spec -> new Awaited(view, spec.each()).sentence())
          .ifPresent(waits::add);
    }
    return waits;
  }

  private Optional<UnitSpec> spec(UnitName unit) {
    return Optional.ofNullable(snapshot.inForce().units().get(unit));
  }

  private static Optional<String> rolled(Rolling rolling, InstanceId id) {
    return rolling
        .waitsFor(id)
        .map(other -> "it is being restarted after " + other)
        .or(() ->
            rolling.leftOut(id)
                ? Optional.of(
                    "a rolling restart that was stopped before its turn came: " + rolling.because())
                : Optional.empty());
  }

  private String busy(InstanceView.Busy hook) {
    return switch (hook) {
      case InstanceView.Busy.Again(String what) ->
          "its " + what + ", which has failed once, to be run again";
      case InstanceView.Busy.Running running -> busy(running);
    };
  }

  private String busy(InstanceView.Busy.Running hook) {
    String what = "its " + hook.what() + " has been running for " + ages.of(hook.since());
    if (hook.dueNanos().isEmpty()) {
      return what + ", and is being killed";
    }
    Instant due = ages.now().wallAt(hook.dueNanos().getAsLong());
    // Two clocks are behind this: what is less than they differ by is none of the timeout.
    long tenths = Math.round(Duration.between(hook.since(), due).toMillis() / 100.0);
    return what + " (of at most " + DurationText.of(Duration.ofMillis(tenths * 100)) + ")";
  }

  /// What comes first, by whichever clock.
  private Optional<Answer.NextStep> next(InstanceView view) {
    return Stream.concat(
            view.next().map(due -> new Answer.NextStep(due.at(ages.now()), due.what())).stream(),
            view.dates().coming().map(due -> new Answer.NextStep(due.at(), due.what())).stream())
        .min(Comparator.comparing(Answer.NextStep::at));
  }

  /// Whether the state of a unit is, or may be, still behind what it caused.
  private boolean lacks(UnitName unit) {
    List<InstanceView> all = instances(unit);
    return all.isEmpty() || all.stream().anyMatch(view -> !view.ready());
  }

  /// Of the instances of a unit the one for which others wait the longest.
  Optional<InstanceView> worst(UnitName unit) {
    return instances(unit).stream()
        .min(
            Comparator.comparing(InstanceView::ready)
                .thenComparing(InstanceView::targetUp, Comparator.reverseOrder())
                .thenComparingInt(view -> rank(view.state()))
                .thenComparing(InstanceView::id));
  }

  private static int rank(StateName state) {
    return switch (state) {
      case FAILED -> 0;
      case BACKOFF -> 1;
      case STOPPED -> 2;
      case WAITING -> 3;
      case STARTING -> 4;
      case STOPPING -> 5;
      case RUNNING -> 6;
      case COMPLETED -> 7;
    };
  }

  private List<InstanceView> instances(UnitName unit) {
    return snapshot.instances().stream().filter(view -> view.id().unit().equals(unit)).toList();
  }

  /// `web`, or `web.2` for a unit of several instances.
  private String name(InstanceId id) {
    return instances(id.unit()).size() > 1 ? id.toString() : id.unit().text();
  }
}
