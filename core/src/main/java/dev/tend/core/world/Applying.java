package dev.tend.core.world;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.plan.Change;
import dev.tend.core.plan.Plan;
import dev.tend.core.plan.Step;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.text.DurationText;
import dev.tend.core.time.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts other configurations in force, and one back that did not stand its trial.
final class Applying {
  private final World world;
  private final Slots slots;
  private final Jobs jobs;
  private final Crons crons;
  private final Held held;
  private final Reload reload;
  private Configuration inForce = Configuration.EMPTY;
  private Optional<Watch> watch = Optional.empty();

  /// By what is on trial.
  private Removed removed = Removed.NOTHING;

  Applying(
      World world, Slots slots, Wishes wishes, Roster roster, Jobs jobs, Crons crons, Held held) {
    this.world = world;
    this.slots = slots;
    this.jobs = jobs;
    this.crons = crons;
    this.held = held;
    this.reload = new Reload(slots, wishes, roster, jobs, new Stage.Real(world));
  }

  Configuration inForce() {
    return inForce;
  }

  /// The daemon's start.
  void begin(Configuration first) {
    inForce = first;
  }

  Optional<Watch> watch() {
    return watch;
  }

  /// When a trial ends; `Long.MAX_VALUE` for never.
  long nextNanos() {
    return watch.map(Watch::untilNanos).orElse(Long.MAX_VALUE);
  }

  /// Another number of instances.
  Reload reload() {
    return reload;
  }

  /// What putting `next` in force would do.
  Plan plan(Configuration next, Actor actor, Moment now) {
    return plan(next, new Cause.Asked(actor, "plan", now.wall()), now);
  }

  private Plan plan(Configuration next, Cause asked, Moment now) {
    return Rehearsal.of(world, slots, jobs, crons, inForce, next, asked, now);
  }

  Reply apply(Request.Reload wanted, Moment now) {
    // What ended in this turn is done, whatever becomes of its job.
    var _ = jobs.advance(now);
    String verb = wanted.base().isPresent() ? "change of the configuration" : "reload";
    Cause.Asked asked = new Cause.Asked(wanted.actor(), verb, now.wall());
    boolean planned = wanted.base().isPresent() || wanted.watch().isPresent();
    Optional<Plan> plan =
        planned ? Optional.of(plan(wanted.configuration(), asked, now)) : Optional.empty();
    if (wanted.base().isPresent() && !wanted.base().equals(plan.map(Plan::base))) {
      return new Reply.Refused(
          Reply.Reason.CONFLICT,
          "the plan is stale: something has changed since it was made",
          "'tend plan' says what would be done now.");
    }
    forget();
    watch.ifPresent(_ -> over("overtaken", "another change took its place", asked.at()));
    Configuration before = inForce;
    Optional<Watch> begun =
        wanted.watch().flatMap(time -> plan.map(it -> begin(before, it, time, asked, now)));
    Removed going =
        begun.isPresent()
            ? Removed.of(before, wanted.configuration(), slots, jobs, crons)
            : Removed.NOTHING;
    Reply reply = change(wanted.configuration(), Removed.NOTHING, asked, now);
    watch = begun;
    keep(going);
    return reply;
  }

  /// @param known what comes back as it stood
  private Reply change(Configuration next, Removed known, Cause asked, Moment now) {
    Reply reply = reload.apply(inForce, next, known, asked, now);
    inForce = next;
    crons.reload(next, known, asked);
    return reply;
  }

  /// As long as a trial may go back, what it removed stays noted: a next daemon would go back, too.
  private void keep(Removed going) {
    removed = going;
    going
        .jobs()
        .forEach((job, state) -> {
          if (!jobs.has(job)) {
            jobs.keep(job, state);
          }
        });
    going.crons().forEach(crons::keep);
    if (watch.isPresent()) {
      held.keepRemoved();
    }
  }

  /// Nothing comes back any more. That a trial went well is not enough: until the next change, a
  /// daemon that dies before everybody has heard of it is followed by one that goes back.
  private void forget() {
    removed.jobs().keySet().stream().filter(job -> !jobs.has(job)).forEach(jobs::forget);
    removed.crons().keySet().forEach(crons::forget);
    held.forgetRemoved();
    removed = Removed.NOTHING;
  }

  /// What starts is watched, and what takes over a change and did its work until then.
  private Watch begin(
      Configuration before, Plan plan, Duration time, Cause.Asked asked, Moment now) {
    SortedMap<InstanceId, Instance> touched = new TreeMap<>();
    plan.steps().stream()
        .filter(Step::starts)
        .forEach(step -> touched.put(step.instance(), stands(step.instance(), asked)));
    plan.changes().stream()
        .filter(change -> change.action() == Change.Action.UPDATE)
        .flatMap(change -> slots.of(change.unit()).stream())
        .filter(Slot::ready)
        .forEach(slot -> touched.put(slot.id, slot.instance()));
    return new Watch(before, touched, time, now.nanosAfter(time), asked);
  }

  /// One that is not there yet was never started.
  private Instance stands(InstanceId id, Cause asked) {
    return slots.find(id).map(Slot::instance).orElseGet(() -> Instance.idle(asked));
  }

  /// Looks how the trial goes, and ends it where that is clear; `false` if nothing follows.
  boolean advance(Moment now) {
    if (watch.isEmpty()) {
      return false;
    }
    Watch trial = watch.get();
    boolean due = now.monotonicNanos() >= trial.untilNanos();
    for (var touched : trial.touched().entrySet()) {
      InstanceId id = touched.getKey();
      Optional<Slot> slot = slots.find(id).filter(found -> !found.removed() && found.wantedUp());
      if (slot.isEmpty()) {
        continue;
      }
      switch (look(slot.get(), touched.getValue())) {
        case FAILED -> {
          return goBack(trial, id + " failed: " + slot.get().instance().cause().story(), now);
        }
        case COMING -> {
          if (due) {
            String why = id + " was not ready within " + DurationText.of(trial.time());
            return goBack(trial, why + ": " + slot.get().instance().cause().story(), now);
          }
        }
        case READY, GONE -> {}
      }
    }
    if (due) {
      String time = DurationText.of(trial.time());
      over("watched", "nothing that it touched had failed after " + time, now.wall());
    }
    return false;
  }

  /// What failed before the trial, and was not tried since, has not failed in it.
  private static Rolling.Sight look(Slot slot, Instance then) {
    Instance now = slot.instance();
    boolean restarted = now.ledger().restarts() > then.ledger().restarts();
    Rolling.Sight sight = restarted ? Rolling.Sight.FAILED : Rollings.look(slot);
    return sight == Rolling.Sight.FAILED && now.equals(then) ? Rolling.Sight.COMING : sight;
  }

  /// The trial is over, and what is in force stays.
  private void over(String event, String why, Instant at) {
    watch = Optional.empty();
    world.note(Optional.empty(), event, new Cause.Configured("the trial is over: " + why, at));
  }

  private boolean goBack(Watch trial, String why, Moment now) {
    String what =
        "went back to the configuration before what " + trial.asked().actor() + " applied: ";
    Cause cause = new Cause.Configured(what + why, now.wall());
    watch = Optional.empty();
    world.note(Optional.empty(), "went_back", cause);
    held.takeBack();
    change(trial.before(), removed, cause, now);
    forget();
    return true;
  }
}
