package dev.tend.core.world;

import dev.tend.core.cron.CronState;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a trial removes, as it stood: should that go back, it comes back so.
///
/// @param jobs how far each job had come, the runs of cron jobs among them; and those that it
///   changes, which it may begin anew
/// @param crons what each cron job had accounted for
/// @param slots copies of the slots that each unit had
record Removed(
    SortedMap<UnitName, JobState> jobs,
    SortedMap<UnitName, CronState> crons,
    SortedMap<UnitName, List<Slot>> slots) {

  static final Removed NOTHING = new Removed(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  /// What goes when `next` is put in force in the place of `before`.
  static Removed of(Configuration before, Configuration next, Slots slots, Jobs jobs, Crons crons) {
    Removed removed = new Removed(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    for (UnitName unit : before.units().keySet()) {
      if (Reload.stays(unit, before, next)) {
        jobs.state(unit).ifPresent(state -> removed.jobs.put(unit, state));
      } else {
        crons.state(unit).ifPresent(state -> removed.crons.put(unit, state));
        Set<UnitName> all = new TreeSet<>(crons.runs(unit));
        all.add(unit);
        all.forEach(each -> removed.add(each, slots, jobs));
      }
    }
    return removed;
  }

  private void add(UnitName unit, Slots from, Jobs known) {
    known.state(unit).ifPresent(state -> jobs.put(unit, state));
    List<Slot> copies = new ArrayList<>();
    from.of(unit).stream().filter(slot -> !slot.removed()).map(Slot::copy).forEach(copies::add);
    slots.put(unit, copies);
  }

  Optional<JobState> job(UnitName unit) {
    return Optional.ofNullable(jobs.get(unit));
  }

  Optional<CronState> cron(UnitName unit) {
    return Optional.ofNullable(crons.get(unit));
  }

  /// The spec with as many instances as there were: how many an operator asked for lasts.
  ServiceSpec sized(ServiceSpec spec) {
    List<Slot> were = slots.get(spec.name());
    return were == null ? spec : spec.withInstances(were.size());
  }

  private Optional<Slot> find(Slot slot) {
    return slots.getOrDefault(slot.id.unit(), List.of()).stream()
        .filter(was -> was.id.equals(slot.id))
        .findFirst();
  }

  /// Whether somebody wanted the instance up; empty if it was not there.
  Optional<Boolean> wished(Slot slot) {
    return find(slot).map(Slot::wished);
  }

  /// Puts a slot that has come back where it stood, if it was at rest there.
  ///
  /// @return whether it was, so that nothing more is to be done about it
  boolean putBack(Slot slot) {
    return find(slot).filter(was -> putBack(slot, was)).isPresent();
  }

  private static boolean putBack(Slot slot, Slot was) {
    slot.served(was.served());
    if (was.wished() && !(rests(was.instance().state()) && slot.vacant())) {
      return false;
    }
    slot.target(was.target());
    if (slot.vacant()) {
      slot.instance(was.occupied() ? Instance.idle(was.target().cause()) : was.instance());
    }
    return true;
  }

  /// Whether it stays as it is until something happens, or its time has come.
  private static boolean rests(State state) {
    return state instanceof State.Completed
        || state instanceof State.Failed
        || state instanceof State.Backoff;
  }
}
