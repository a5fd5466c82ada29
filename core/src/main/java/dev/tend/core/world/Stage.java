package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Where another configuration is put in force: the world, or a rehearsal from which nothing
/// follows. What is done is the same.
sealed interface Stage {

  /// The number of the newest entry.
  long position();

  /// Whether an operator stopped the instance, and nobody has started it since.
  boolean heldDown(InstanceId id);

  void effect(Effect effect);

  void note(Optional<InstanceId> instance, String type, Cause cause);

  /// The unit's spec changed.
  void settleLater(UnitName unit);

  /// The slot's spec changed, and with it perhaps what goes on beside its instance.
  void accompany(Slot slot);

  /// What each unit is by its dates.
  Shifts shifts();

  /// Puts the hours of a unit in force for all its instances.
  void turn(UnitName unit, Moment now, Cause asked);

  /// A new slot is within its unit's window, or is not.
  void keepHours(Slot slot);

  /// A slot is new.
  void added();

  /// Gives a job the slots that it asks for.
  void define(JobSpec job, Cause cause);

  /// Whether it is a run of a cron job, and never begun anew.
  boolean runsOnce(UnitName job);

  /// Lets the slots of a job go.
  void retire(UnitName job, Cause cause);

  /// Wants up what a job requires or wants.
  void pull(UnitName job, Cause cause);

  /// A slot's instance was put back where it stood.
  void putBack(Slot slot);

  /// A slot is gone for good.
  void forget(Slot slot);

  /// Who of the unit is being restarted one by one, is so no longer, because it goes by another
  /// spec now; these are, from now on.
  void roll(UnitName unit, List<Slot> old, Cause cause);

  /// The world.
  record Real(World world) implements Stage {
    @Override
    public long position() {
      return world.position();
    }

    @Override
    public boolean heldDown(InstanceId id) {
      return world.heldDown(id);
    }

    @Override
    public void effect(Effect effect) {
      world.effect(effect);
    }

    @Override
    public void note(Optional<InstanceId> instance, String type, Cause cause) {
      world.note(instance, type, cause);
    }

    @Override
    public void settleLater(UnitName unit) {
      world.settleLater(unit);
    }

    @Override
    public void accompany(Slot slot) {
      world.follow(slot);
    }

    @Override
    public Shifts shifts() {
      return world.changeover().shifts();
    }

    @Override
    public void turn(UnitName unit, Moment now, Cause asked) {
      world.changeover().turn(unit, now, Optional.of(asked));
    }

    @Override
    public void keepHours(Slot slot) {
      world.changeover().place(slot);
    }

    @Override
    public void added() {
      world.added();
    }

    @Override
    public void putBack(Slot slot) {
      world.placed(slot);
    }

    @Override
    public void forget(Slot slot) {
      world.forget(slot);
    }

    @Override
    public void roll(UnitName unit, List<Slot> old, Cause cause) {
      world.rollings.replace(unit, old, cause);
    }

    @Override
    public void define(JobSpec job, Cause cause) {
      world.define(job, cause);
    }

    @Override
    public boolean runsOnce(UnitName job) {
      return world.runsOnce(job);
    }

    @Override
    public void retire(UnitName job, Cause cause) {
      world.retire(job, cause);
    }

    @Override
    public void pull(UnitName job, Cause cause) {
      world.pull(job, cause);
    }
  }

  /// Nobody looks, and nothing follows; it knows what the world knows.
  final class Rehearsed implements Stage {
    private final World world;
    private final Slots slots;
    private final Roster roster;
    private final Wishes wishes;
    private final Jobs jobs;
    private final Changeover changeover;

    /// @param slots copies, with which anything may be done
    Rehearsed(World world, Slots slots, Jobs jobs) {
      this.world = world;
      this.slots = slots;
      this.jobs = jobs.copy(this, slots);
      Conditions conditions = new Conditions(slots, this.jobs);
      Settlement nobody = new Settlement(slots, conditions, new Turns(), _ -> {}, (_, _) -> {});
      this.roster = new Roster(slots, nobody, this);
      this.wishes = new Wishes(slots, conditions, nobody, this.jobs);
      this.changeover = world.changeover().copy(this, slots, wishes, nobody);
    }

    /// Puts a configuration in force here.
    Reply apply(Configuration old, Configuration next, Cause asked, Moment now) {
      Reply reply =
          new Reload(slots, wishes, roster, jobs, this)
              .apply(old, next, Removed.NOTHING, asked, now);
      do {
        jobs.advance(now);
      } while (new JobDays(jobs).follow(now));
      return reply;
    }

    /// Lets the runs of cron jobs go, as [Crons#reload] does.
    void letGo(SortedSet<UnitName> runs, Cause cause) {
      runs.forEach(run -> roster.retire(run, cause));
    }

    Slots slots() {
      return slots;
    }

    Conditions conditions() {
      return new Conditions(slots, jobs);
    }

    @Override
    public long position() {
      return world.position();
    }

    @Override
    public boolean heldDown(InstanceId id) {
      return world.heldDown(id);
    }

    @Override
    public void effect(Effect effect) {
      // Nothing is done.
    }

    @Override
    public void note(Optional<InstanceId> instance, String type, Cause cause) {
      // Nothing happened.
    }

    @Override
    public void settleLater(UnitName unit) {
      // Nobody settles a rehearsal.
    }

    @Override
    public void accompany(Slot slot) {
      // What goes on beside the instances goes on as it did.
    }

    @Override
    public Shifts shifts() {
      return changeover.shifts();
    }

    @Override
    public void turn(UnitName unit, Moment now, Cause asked) {
      changeover.turn(unit, now, Optional.of(asked));
    }

    @Override
    public void keepHours(Slot slot) {
      changeover.place(slot);
    }

    @Override
    public void added() {
      // Nobody sees it.
    }

    @Override
    public void putBack(Slot slot) {
      throw new IllegalStateException("nobody rehearses to go back");
    }

    @Override
    public void forget(Slot slot) {
      // It is there still.
    }

    /// In which order they get new processes is nothing that a plan says.
    @Override
    public void roll(UnitName unit, List<Slot> old, Cause cause) {
      wishes.renew(old, cause, slot -> !heldDown(slot.id));
    }

    @Override
    public void define(JobSpec job, Cause cause) {
      roster.define(job.worker(), cause);
      slots.relink();
    }

    @Override
    public boolean runsOnce(UnitName job) {
      return world.runsOnce(job);
    }

    @Override
    public void retire(UnitName job, Cause cause) {
      roster.retire(job, cause);
    }

    @Override
    public void pull(UnitName job, Cause cause) {
      boolean asked = cause instanceof Cause.Asked;
      wishes.pull(job, cause, slot -> asked || Opening.mayPull(slot, heldDown(slot.id)));
    }
  }
}
