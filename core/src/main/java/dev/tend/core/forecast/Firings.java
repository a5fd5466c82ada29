package dev.tend.core.forecast;

import dev.tend.core.cron.CronEffect;
import dev.tend.core.cron.CronEvent;
import dev.tend.core.cron.CronJob;
import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.CronStep;
import dev.tend.core.cron.Firing;
import dev.tend.core.cron.Skip;
import dev.tend.core.forecast.Coming.Action;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// What a cron job does when it is left alone: the function that judges real firings is told that
/// it is time, and that runs have ended when by experience they do.
///
/// Without experience a run takes no time, so none is ever in the way of another one.
final class Firings implements Iterator<Coming> {

  /// A run before the time that is asked for may go on into it, and decides what becomes of its
  /// first firings. Two of the longest before it nothing is left of how it began.
  private static final int RUN_UP = 2;

  /// What goes on now is reckoned with for so long: which of two firings is skipped may depend on
  /// it for ever, and every firing in between costs time.
  private static final Duration KNOWN = Duration.ofDays(7);

  private final CronSpec cron;
  private final CronRule rule;
  private final Optional<RunTimes> times;
  private final Instant from;
  private final String usual;
  private final List<End> going = new ArrayList<>();
  private final Deque<Coming> ready = new ArrayDeque<>();
  private CronState state;
  private Optional<Instant> wake;

  /// Whether no firing has to do with another: each comes to a run, and all that is to be known of
  /// it is its moment.
  private final boolean alone;

  /// By when the last run has ended, should it take as long as the longest did.
  private Instant latest = Instant.MIN;

  /// When a run is expected to end.
  private record End(long number, Instant at) {}

  Firings(CronSpec cron, Experience experience, Instant from) {
    this.cron = cron;
    this.rule = cron.rule();
    this.from = from;
    this.times = Optional.ofNullable(experience.times().get(cron.name()));
    this.usual = "its schedule " + rule.schedule();
    Duration runUp =
        times
            .map(it -> it.longest().multipliedBy(RUN_UP))
            .orElse(Duration.ZERO)
            .plus(rule.jitter());
    Instant early = from.minus(runUp);
    Optional<CronState> known = Optional.ofNullable(experience.states().get(cron.name()));
    Instant sure = early.isBefore(from.minus(KNOWN)) ? early : from.minus(KNOWN);
    if (known.isPresent() && !from.isBefore(experience.at()) && !sure.isAfter(experience.at())) {
      state = known.get();
      state.active().forEach(run -> goesOn(run, experience.at()));
    } else {
      state = idle(early.minusNanos(1), known.flatMap(CronState::standing));
    }
    alone =
        times.isEmpty()
            && rule.jitter().isZero()
            && state.active().isEmpty()
            && state.waiting().isEmpty()
            && !state.suspended(rule);
    wake =
        alone
            ? rule.next(state.accounted().isBefore(from) ? from.minusNanos(1) : state.accounted())
            : CronJob.step(state, new CronEvent.Woken(), rule, state.accounted()).wake();
  }

  private static CronState idle(Instant accounted, Optional<CronState.Word> standing) {
    return new CronState(
        accounted, List.of(), List.of(), List.of(), List.of(), standing, Optional.empty(), 0);
  }

  private void goesOn(CronState.Active run, Instant now) {
    Duration already = Duration.between(run.started(), now);
    Duration left = times.map(it -> it.left(already)).orElse(Duration.ZERO);
    begin(run.number(), run.stopping() ? now : now.plus(left), run.started());
  }

  private void begin(long number, Instant end, Instant started) {
    going.add(new End(number, end));
    latest = started.plus(times.map(RunTimes::longest).orElse(Duration.ZERO));
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && (wake.isPresent() || !going.isEmpty())) {
      advance();
    }
    return !ready.isEmpty();
  }

  @Override
  public Coming next() {
    if (!hasNext()) {
      throw new NoSuchElementException("it fires no more");
    }
    return ready.remove();
  }

  private void advance() {
    if (alone) {
      Instant at = wake.orElseThrow();
      tell(at, Action.FIRE, usual + note(at), Optional.empty());
      wake = rule.next(at);
      return;
    }
    Optional<End> end = going.stream().min((one, other) -> one.at().compareTo(other.at()));
    if (end.isPresent() && wake.filter(end.get().at()::isAfter).isEmpty()) {
      going.remove(end.get());
      step(new CronEvent.Ended(end.get().number(), true, ""), end.get().at());
    } else {
      step(new CronEvent.Woken(), wake.orElseThrow());
    }
  }

  private void step(CronEvent event, Instant at) {
    CronStep step = CronJob.step(state, event, rule, at);
    state = step.state();
    wake = step.wake();
    for (CronEffect effect : step.effects()) {
      switch (effect) {
        case CronEffect.Start(long number, Firing firing) -> fire(number, firing, at);
        case CronEffect.Stop(long number) -> stop(number, at);
        case CronEffect.Tell(Skip skip) -> tell(at, Action.SKIP, skipped(skip), Optional.empty());
        case CronEffect.Forget _ -> {}
      }
    }
  }

  private void fire(long number, Firing firing, Instant at) {
    Optional<Duration> lasts = times.map(RunTimes::median);
    tell(at, Action.FIRE, fired(firing.at(), at), lasts);
    begin(number, at.plus(lasts.orElse(Duration.ZERO)), at);
  }

  /// It takes no time, as no start does.
  private void stop(long number, Instant at) {
    going.removeIf(end -> end.number() == number);
    going.add(new End(number, at));
    latest = at;
    tell(
        at,
        Action.STOP,
        "a later firing takes its place, as overlap is replace" + lengths(),
        Optional.empty());
  }

  private void tell(Instant at, Action action, String because, Optional<Duration> lasts) {
    if (!at.isBefore(from)) {
      ready.add(new Coming(at, cron.name(), action, because, lasts));
    }
  }

  private String fired(Instant firing, Instant at) {
    String jitter =
        firing.equals(at)
            ? ""
            : ", and " + DurationText.of(Duration.between(firing, at)) + " of jitter";
    String length = times.map(it -> "; takes " + it.about()).orElse("");
    return usual + note(firing) + jitter + length + beside(at);
  }

  private String note(Instant firing) {
    return rule.schedule().note(firing, rule.zone()).map(what -> " (" + what + ")").orElse("");
  }

  /// What of it goes on by then, or may.
  private String beside(Instant at) {
    int others = going.size();
    if (others > 0) {
      return ", beside " + (others == 1 ? "a run that goes" : others + " runs that go") + " on";
    }
    if (!latest.isAfter(at)) {
      return "";
    }
    return switch (rule.overlap()) {
      case ALLOW -> "";
      case FORBID -> ", skipped if the one before takes its longest, " + longest();
      case REPLACE -> ", stops the one before if that takes its longest, " + longest();
    };
  }

  private String longest() {
    return DurationText.of(times.map(RunTimes::longest).orElse(Duration.ZERO));
  }

  private String skipped(Skip skip) {
    return skip.reason() == Skip.Reason.OVERLAP
        ? "an earlier run goes on then, and overlap is forbid" + lengths()
        : skip.reason().sentence();
  }

  private String lengths() {
    return times.map(it -> ": a run takes " + it.about()).orElse("");
  }
}
