package dev.tend.core.cron;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A cron job in the middle of a step: what it will be, and what it wants done.
final class CronDraft {

  private final CronRule rule;
  private final Instant now;
  private final List<CronState.Waiting> waiting;
  private final List<CronState.Active> active;
  private final List<CronState.Result> results;
  private final List<Skip> skips;
  private final List<CronEffect> effects = new ArrayList<>();
  private Instant accounted;
  private boolean looked;
  private Optional<Instant> next = Optional.empty();
  private Optional<CronState.Word> standing;
  private Optional<String> boot;
  private long number;

  CronDraft(CronState before, CronRule rule, Instant now) {
    this.rule = rule;
    this.now = now;
    waiting = new ArrayList<>(before.waiting());
    active = new ArrayList<>(before.active());
    results = new ArrayList<>(before.results());
    skips = new ArrayList<>(before.skips());
    accounted = before.accounted();
    standing = before.standing();
    boot = before.boot();
    number = before.number();
  }

  CronRule rule() {
    return rule;
  }

  Instant now() {
    return now;
  }

  Instant accounted() {
    return accounted;
  }

  void accountUpTo(Instant moment) {
    accounted = moment;
    looked = false;
  }

  /// The first firing that is not accounted for; looked for once, as a step asks more than once.
  Optional<Instant> next() {
    if (!looked) {
      next = rule.next(accounted);
      looked = true;
    }
    return next;
  }

  boolean suspended() {
    return standing.map(CronState.Word::suspended).orElse(rule.suspend());
  }

  void say(CronState.Word word) {
    standing = Optional.of(word);
  }

  void unsay() {
    standing = Optional.empty();
  }

  /// Whether it has not heard of this boot; now it has.
  boolean boots(String id) {
    boolean news = boot.filter(id::equals).isEmpty();
    boot = Optional.of(id);
    return news;
  }

  /// Wants again what was to be started or stopped when the daemon died.
  void resume(Set<Long> known) {
    for (CronState.Active one : active) {
      if (!known.contains(one.number())) {
        effects.add(new CronEffect.Start(one.number(), one.firing()));
      }
      if (one.stopping()) {
        effects.add(new CronEffect.Stop(one.number()));
      }
    }
  }

  List<CronState.Waiting> waiting() {
    return waiting;
  }

  void enqueue(Firing firing, Instant due) {
    waiting.add(new CronState.Waiting(firing, due));
    waiting.sort(Comparator.comparing(CronState.Waiting::due));
  }

  /// Firings that the clock will show once more are not served yet.
  void forgetComing() {
    waiting.removeIf(
        one -> one.firing() instanceof Firing.Planned(Instant at, boolean _) && at.isAfter(now));
  }

  int activeCount() {
    return active.size();
  }

  /// One that was missed does not disturb others, and those run one after the other.
  boolean hasRoomToMakeUp() {
    return rule.overlap() == Overlap.ALLOW
        ? active.stream().noneMatch(one -> one.firing().waits())
        : active.isEmpty();
  }

  void start(CronState.Waiting one) {
    waiting.remove(one);
    number++;
    active.add(new CronState.Active(number, one.firing(), now, false));
    effects.add(new CronEffect.Start(number, one.firing()));
  }

  void stopActive() {
    active.replaceAll(one -> {
      if (!one.stopping()) {
        effects.add(new CronEffect.Stop(one.number()));
      }
      return one.asked();
    });
  }

  void drop(CronState.Waiting one, Skip.Reason reason) {
    waiting.remove(one);
    Instant at = one.firing().at();
    skip(at, at, 1, reason, one.firing() instanceof Firing.Triggered);
  }

  /// Drops what the schedule asked for and has not started.
  void dropPlanned() {
    for (CronState.Waiting one : List.copyOf(waiting)) {
      if (!(one.firing() instanceof Firing.Triggered)) {
        drop(one, Skip.Reason.SUSPENDED);
      }
    }
  }

  void skip(Instant first, Instant last, int count, Skip.Reason reason, boolean asked) {
    Skip skip = new Skip(first, last, count, reason, asked, now);
    effects.add(new CronEffect.Tell(skip));
    skips.add(skip);
    if (skips.size() > CronState.SKIPS_KEPT) {
      skips.removeFirst();
    }
  }

  /// Takes the end of a run; one that is not known has been taken before.
  void end(long number, boolean success, String sentence) {
    for (CronState.Active one : List.copyOf(active)) {
      if (one.number() == number) {
        active.remove(one);
        results.add(
            new CronState.Result(number, one.firing(), one.started(), now, success, sentence));
        forget(true, rule.keepSucceeded());
        forget(false, rule.keepFailed());
      }
    }
  }

  private void forget(boolean success, int keep) {
    List<CronState.Result> alike =
        results.stream().filter(result -> result.success() == success).toList();
    for (CronState.Result old : alike.subList(0, Math.max(0, alike.size() - keep))) {
      results.remove(old);
      effects.add(new CronEffect.Forget(old.number()));
    }
  }

  CronStep step() {
    CronState state =
        new CronState(accounted, waiting, active, results, skips, standing, boot, number);
    return new CronStep(state, effects, wake());
  }

  private Optional<Instant> wake() {
    Optional<Instant> turn =
        waiting.stream().map(CronState.Waiting::due).filter(now::isBefore).findFirst();
    Optional<Instant> firing = next();
    return turn.isPresent() && firing.filter(turn.get()::isAfter).isEmpty() ? turn : firing;
  }
}
