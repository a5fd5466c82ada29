package dev.tend.core.world;

import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whom an operator means: instances of services, and jobs, whose workers nobody else commands.
record Picks(Slots slots, Jobs jobs, Configuration configuration) {

  /// What selectors came to.
  sealed interface Picked {

    record Some(List<Slot> slots, SortedSet<UnitName> jobs) implements Picked {}

    record Nothing(Reply.Refused refused) implements Picked {}
  }

  Picked pick(List<Selector> what) {
    Selection selection = selection();
    List<Slot> chosen = new ArrayList<>();
    SortedSet<UnitName> named = new TreeSet<>();
    for (Selector selector : what) {
      Optional<List<InstanceId>> found = selection.find(selector);
      if (found.isEmpty()) {
        return new Picked.Nothing(unknown(selector));
      }
      if (selector instanceof Selector.OfInstance(InstanceId id) && jobs.has(id.unit())) {
        return new Picked.Nothing(
            new Reply.Refused(
                Reply.Reason.CONFLICT,
                id + " is a worker, and its job decides about it",
                "Name the whole job: " + id.unit() + "."));
      }
      // What is left of a job may be no instance at all.
      if (selector instanceof Selector.OfUnit(UnitName unit) && jobs.has(unit)) {
        named.add(unit);
      }
      for (InstanceId id : found.get()) {
        if (jobs.has(id.unit())) {
          named.add(id.unit());
        } else {
          slots.find(id).ifPresent(chosen::add);
        }
      }
    }
    return new Picked.Some(chosen, named);
  }

  /// Why that is no job; empty if it is one.
  Optional<Reply.Refused> job(UnitName name) {
    if (jobs.has(name)) {
      return Optional.empty();
    }
    return Optional.of(
        configuration.units().containsKey(name)
            ? new Reply.Refused(
                Reply.Reason.INVALID, "'" + name + "' is a service, not a job", "See 'tend start'.")
            : unknown(new Selector.OfUnit(name)));
  }

  Reply.Refused unknown(Selector selector) {
    Selection.Missing missing = selection().missing(selector);
    return new Reply.Refused(Reply.Reason.NOT_FOUND, missing.sentence(), missing.hint());
  }

  /// What was done to instances and jobs.
  Reply.Done with(List<InstanceId> touched, SortedSet<UnitName> named, long position) {
    SortedSet<InstanceId> all = new TreeSet<>(touched);
    named.forEach(job -> slots.of(job).forEach(slot -> all.add(slot.id)));
    return new Reply.Done(List.copyOf(all), position);
  }

  /// What can be asked for: what is on its way out of the configuration cannot.
  private Selection selection() {
    SortedMap<UnitName, List<InstanceId>> units = new TreeMap<>();
    for (UnitName unit : configuration.units().keySet()) {
      units.put(
          unit,
          slots.of(unit).stream().filter(slot -> !slot.removed()).map(slot -> slot.id).toList());
    }
    return new Selection(units, configuration.groups());
  }
}
