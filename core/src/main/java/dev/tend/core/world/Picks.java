package dev.tend.core.world;

import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whom an operator means: instances of services, and jobs, whose workers nobody else commands.
record Picks(Slots slots, Jobs jobs, Crons crons, Configuration configuration) {

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
      if (selector instanceof Selector.OfUnit(UnitName unit) && crons.has(unit)) {
        SortedSet<UnitName> runs = crons.runs(unit);
        if (runs.isEmpty()) {
          return new Picked.Nothing(
              new Reply.Refused(
                  Reply.Reason.CONFLICT,
                  "'" + unit + "' is a cron job, and no run of it goes on",
                  "'tend cron trigger " + unit + "' starts one."));
        }
        named.addAll(runs);
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

  /// Why there cannot be so many instances of it; empty if there can.
  Optional<Reply.Refused> unscalable(UnitName unit, int instances) {
    if (slots.spec(unit).isEmpty()) {
      return Optional.of(unknown(new Selector.OfUnit(unit)));
    }
    if (crons.has(unit)) {
      return Optional.of(
          new Reply.Refused(
              Reply.Reason.CONFLICT,
              "'" + unit + "' is a cron job",
              "How many runs of it go on at once is said by its overlap."));
    }
    if (jobs.has(unit)) {
      return Optional.of(
          new Reply.Refused(
              Reply.Reason.CONFLICT,
              "'" + unit + "' is a job",
              "How many workers it has at once is said by its parallelism."));
    }
    if (instances < 0 || instances > ServiceSpec.INSTANCES_MAX) {
      return Optional.of(
          new Reply.Refused(
              Reply.Reason.INVALID,
              "a unit has 0 to " + ServiceSpec.INSTANCES_MAX + " instances, not " + instances,
              ""));
    }
    return Optional.empty();
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
    configuration.units().keySet().forEach(unit -> units.put(unit, new ArrayList<>()));
    for (Slot slot : slots.all()) {
      if (!slot.removed()) {
        units.computeIfAbsent(slot.id.unit(), _ -> new ArrayList<>()).add(slot.id);
      }
    }
    return new Selection(units, configuration.groups());
  }
}
