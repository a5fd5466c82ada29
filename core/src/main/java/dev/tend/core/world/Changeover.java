package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.Shift;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Lets units follow their dates: stops what is outside its window, starts what is within it again,
/// and puts another version in the place of the one before.
///
/// Whether an instance is wanted up is not touched by any of it: who comes out of its window, and
/// back into it, is wanted as before.
final class Changeover {
  private final Stage world;
  private final Slots slots;
  private final Wishes wishes;
  private final Settlement settlement;
  private final Shifts shifts;
  private Instant now;

  Changeover(
      Stage world, Slots slots, Wishes wishes, Settlement settlement, Shifts shifts, Instant now) {
    this.world = world;
    this.slots = slots;
    this.wishes = wishes;
    this.settlement = settlement;
    this.shifts = shifts;
    this.now = now;
  }

  /// The same elsewhere, with which anything may be done.
  Changeover copy(Stage stage, Slots copies, Wishes others, Settlement settling) {
    return new Changeover(stage, copies, others, settling, shifts.copy(), now);
  }

  Shifts shifts() {
    return shifts;
  }

  /// Lets happen what is due by now.
  void follow(Moment now, Reload reload) {
    this.now = now.wall();
    for (Shifts.Change change : shifts.follow(now.wall())) {
      Shift after = change.after().now().value();
      if (!after.open()) {
        // What needs it goes down for good, and not to come back as for another version.
        turn(change.unit(), now, Optional.empty());
      }
      if (!after.spec().equals(change.before().spec())) {
        Cause cause = new Cause.Configured(after.versionInForce(), now.wall());
        reload.change(change.before().spec(), after.spec(), cause);
      }
      turn(change.unit(), now, Optional.empty());
    }
  }

  /// Puts the hours of a unit in force for all its instances.
  ///
  /// @param asked what made them so, where that is not the time of day alone
  void turn(UnitName unit, Moment now, Optional<Cause> asked) {
    Hours hours =
        shifts.find(unit).map(kept -> kept.hours(now.wall(), asked)).orElseGet(Hours::always);
    List<Slot> fresh = new ArrayList<>();
    boolean closes = false;
    for (Slot slot : slots.of(unit)) {
      boolean was = slot.hours().open();
      slot.hours(hours);
      closes |= was && !hours.open();
      if (hours instanceof Hours.Closed(Cause cause, String _)) {
        slot.order(new Order.None());
        if (was && slot.wished()) {
          slot.excuse(cause);
        }
      } else if (opens(slot, was, asked.isPresent()) && slot.wished()) {
        fresh.add(slot);
      }
      settlement.touched(slot);
    }
    // Who needs what a job does, needs it done, and not going on.
    boolean job = shifts.isJob(unit);
    if (closes && !job && hours instanceof Hours.Closed(Cause cause, String _)) {
      wishes.takeAlong(unit, cause);
    }
    String how =
        shifts.find(unit).map(kept -> kept.now().value().happened(kept.now().from())).orElse("");
    Cause opened = new Cause.Configured(how, now.wall());
    Predicate<Slot> may = slot -> Opening.mayPull(slot, world.heldDown(slot.id));
    if (job) {
      wishes.pull(fresh, opened, may);
    } else {
      wishes.up(fresh, opened, may);
    }
  }

  /// Whether the slot's window opens for it: by the time of day, or because it was closed and by
  /// another configuration is not. That alone brings nothing back that has done its work.
  private static boolean opens(Slot slot, boolean was, boolean asked) {
    boolean first = slot.serve();
    boolean done = slot.instance().state() instanceof State.Completed;
    return asked ? !was && (first || !done) : first;
  }

  /// Goes on where an earlier daemon left an instance.
  ///
  /// @return whether its window has opened since
  boolean resume(Slot slot, Standing.Dates dates) {
    slot.served(dates.opened());
    if (!slot.hours().open() && dates.forced().filter(until(slot)::equals).isPresent()) {
      slot.hours(new Hours.Forced(until(slot)));
    }
    return slot.serve() && dates.opened().isPresent();
  }

  /// A new instance has the hours of its unit, and was there when they began.
  void place(Slot slot) {
    slot.hours(
        shifts
            .find(slot.id.unit())
            .map(kept -> kept.hours(now, Optional.empty()))
            .orElseGet(Hours::always));
    slot.serve();
  }

  /// Holds an instance up until the next edge, whatever the time of day.
  private void force(Slot slot) {
    if (!slot.hours().open()) {
      slot.hours(new Hours.Forced(until(slot)));
      settlement.touched(slot);
    }
  }

  /// Somebody starts these; with `force` whatever the time of day. Refused where nothing would come
  /// of it; a job whose instances have gone is given new ones.
  Optional<Reply> raises(List<Slot> meant, Set<UnitName> jobs, boolean force) {
    List<Slot> all = new ArrayList<>(meant);
    jobs.forEach(job -> all.addAll(slots.of(job)));
    if (force) {
      all.forEach(this::force);
    }
    return jobs.stream().anyMatch(job -> slots.of(job).isEmpty()) ? Optional.empty() : refuses(all);
  }

  /// Refuses a start of instances none of which may be up by the time of day: nothing would come of
  /// it.
  Optional<Reply> refuses(List<Slot> chosen) {
    return chosen.stream().anyMatch(slot -> slot.hours().open())
        ? Optional.empty()
        : chosen.stream().findFirst().map(this::refusal);
  }

  private Reply refusal(Slot slot) {
    UnitName unit = slot.id.unit();
    Optional<Shifts.Kept> kept = shifts.find(unit);
    boolean closed = kept.filter(it -> it.now().value().kind() == Shift.Kind.CLOSED).isPresent();
    boolean opens = kept.flatMap(Shifts.Kept::opens).isPresent();
    String why = slot.hours() instanceof Hours.Closed(Cause _, String outside) ? outside : "";
    return new Reply.Refused(
        Reply.Reason.CONFLICT,
        unit + (closed ? " is " : " cannot start: ") + why,
        "'tend start --force %s' %s."
            .formatted(unit, opens ? "holds it up until then" : "starts it all the same"));
  }

  private Instant until(Slot slot) {
    return shifts.find(slot.id.unit()).flatMap(kept -> kept.now().until()).orElse(Instant.MAX);
  }
}
