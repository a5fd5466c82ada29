package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.State;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/// Puts another configuration, or another number of instances, in force: touches what changed and
/// nothing else.
final class Reload {
  private final Slots slots;
  private final Wishes wishes;
  private final Roster roster;
  private final Jobs jobs;
  private final Stage world;

  Reload(Slots slots, Wishes wishes, Roster roster, Jobs jobs, Stage world) {
    this.slots = slots;
    this.wishes = wishes;
    this.roster = roster;
    this.jobs = jobs;
    this.world = world;
  }

  /// @param before all that was in force, at whatever time
  /// @param after all that is to be
  /// @param known what comes back as it stood
  Reply apply(Configuration before, Configuration after, Removed known, Cause asked, Moment now) {
    long position = world.position();
    Configuration old = world.shifts().inForce();
    Configuration next = world.shifts().define(after, now.wall());
    List<UnitName> created = new ArrayList<>();
    List<UnitName> removed = new ArrayList<>();
    List<UnitName> restarted = new ArrayList<>();
    List<UnitName> updated = new ArrayList<>();
    List<Slot> toBring = new ArrayList<>();
    List<Slot> toStart = new ArrayList<>();
    List<Slot> toRenew = new ArrayList<>();
    List<Slot> toRoll = new ArrayList<>();
    Cause brought = new Cause.Rule("the reload brought it", asked.at(), asked);
    Cause changed = new Cause.Rule("the reload changed it", asked.at(), asked);
    Cause dropped = new Cause.Rule("the reload removed it", asked.at(), asked);

    for (UnitName unit : old.units().keySet()) {
      if (!stays(unit, old, next)) {
        removed.add(unit);
        wishes.down(slots.of(unit), dropped);
        roster.retire(unit, dropped);
        if (jobs.has(unit)) {
          jobs.forget(unit);
        }
        if (!next.units().containsKey(unit)) {
          world.note(Optional.of(new InstanceId(unit, 1)), "removed", dropped);
        }
      }
    }
    for (var entry : next.units().entrySet()) {
      ServiceSpec spec = entry.getValue().each();
      UnitName unit = entry.getKey();
      if (!stays(unit, old, next)) {
        created.add(unit);
        boolean another = old.units().containsKey(unit);
        bring(entry.getValue(), known, brought, now)
            .forEach(slot -> (another && slot.occupied() ? toRenew : toBring).add(slot));
        continue;
      }
      UnitSpec earlier = Objects.requireNonNull(old.units().get(unit));
      if (earlier.equals(entry.getValue())) {
        if (!Objects.equals(after.units().get(unit), before.units().get(unit))) {
          updated.add(unit);
        }
        continue;
      }
      ServiceSpec was = earlier.each();
      if (earlier instanceof JobSpec wasJob && entry.getValue() instanceof JobSpec job) {
        boolean anew = jobs.change(wasJob, job, known.job(unit), changed);
        (anew ? restarted : updated).add(unit);
        roster.define(spec, changed);
        slots.of(unit).forEach(slot -> moveOutput(slot, was));
        continue;
      }
      if (entry.getValue() instanceof CronSpec) {
        // What runs goes on as it began; the next run goes by what is new.
        updated.add(unit);
        roster.define(spec, changed);
        continue;
      }
      boolean replaces = replaces(was, spec);
      (replaces ? restarted : updated).add(unit);
      toStart.addAll(resize(was, spec, changed));
      for (Slot slot : slots.of(unit)) {
        boolean waits = spec.update().atOnce().isPresent();
        takeOver(slot, replaces, was, toStart, waits ? toRoll : toRenew);
      }
    }
    slots.relink();
    for (UnitName unit : next.units().keySet()) {
      if (!Objects.equals(after.units().get(unit), before.units().get(unit))) {
        world.turn(unit, now, changed);
      }
    }
    next.units().keySet().forEach(world::settleLater);
    wishes.up(toBring, brought, slot -> !world.heldDown(slot.id));
    wishes.up(toStart, changed, slot -> !world.heldDown(slot.id));
    wishes.renew(toRenew, changed, slot -> !world.heldDown(slot.id));
    toRenew.forEach(slot -> sayVersion(slot, old, changed));
    for (UnitName unit : restarted) {
      world.roll(
          unit, toRoll.stream().filter(slot -> slot.id.unit().equals(unit)).toList(), changed);
    }
    String what =
        "reloaded: %d created, %d removed, %d restarted, %d updated"
            .formatted(created.size(), removed.size(), restarted.size(), updated.size());
    world.note(Optional.empty(), "reloaded", new Cause.Rule(what, asked.at(), asked));
    return new Reply.Reloaded(created, removed, restarted, updated, position);
  }

  /// A unit is part of the configuration from now on.
  ///
  /// @return which of its slots are to be up by that
  private List<Slot> bring(UnitSpec unit, Removed known, Cause brought, Moment now) {
    ServiceSpec spec = known.sized(unit.each());
    // What an earlier reload removed may still be on its way out.
    Optional<ServiceSpec> leaving = slots.spec(spec.name());
    List<Slot> added = roster.define(spec, brought);
    leaving.ifPresent(last -> slots.of(spec.name()).forEach(slot -> movePidFile(slot, last)));
    List<Slot> up = new ArrayList<>();
    for (Slot slot : added) {
      if (known.putBack(slot)) {
        world.putBack(slot);
      } else if (known.wished(slot).orElse(spec.autostart())) {
        up.add(slot);
      }
    }
    if (unit instanceof JobSpec job) {
      jobs.bring(job, known.job(job.name()), brought, now);
      return List.of();
    }
    return up;
  }

  /// A configuration that puts another version in force, by disabling one, say, is said so.
  private static void sayVersion(Slot slot, Configuration old, Cause changed) {
    UnitSpec before = old.units().get(slot.id.unit());
    int version = slot.spec().timing().version();
    if (before == null || before.each().timing().version() == version) {
      return;
    }
    String what =
        "version %d is in force, in the place of version %d"
            .formatted(version, before.each().timing().version());
    Cause because = new Cause.Rule(what, changed.at(), changed);
    switch (slot.order()) {
      case Order.Renew _ -> slot.order(new Order.Renew(because));
      case Order.Try _ -> slot.order(new Order.Try(because));
      case Order.None _ -> {}
    }
  }

  /// Another version of a unit is in force by now. How many instances an operator asked for lasts,
  /// unless the version says another number than the one before.
  void change(ServiceSpec before, ServiceSpec next, Cause cause) {
    int instances =
        next.instances() == before.instances()
            ? slots.spec(next.name()).map(ServiceSpec::instances).orElse(next.instances())
            : next.instances();
    ServiceSpec after = next.withInstances(instances);
    List<Slot> toStart = new ArrayList<>(resize(before, after, cause));
    List<Slot> toRenew = new ArrayList<>();
    for (Slot slot : slots.of(after.name())) {
      takeOver(slot, replaces(before, after), before, toStart, toRenew);
    }
    slots.relink();
    world.settleLater(after.name());
    wishes.up(toStart, cause, slot -> !world.heldDown(slot.id));
    wishes.renew(toRenew, cause, slot -> !world.heldDown(slot.id));
  }

  /// Whether it is the same unit before and after; a job that had a service's name is another one.
  static boolean stays(UnitName unit, Configuration old, Configuration next) {
    UnitSpec before = old.units().get(unit);
    UnitSpec after = next.units().get(unit);
    return before != null && after != null && before.getClass().equals(after.getClass());
  }

  /// Another number of instances, everything else as it is.
  SortedSet<InstanceId> scale(ServiceSpec before, int instances, Cause cause) {
    SortedSet<InstanceId> touched = new TreeSet<>();
    slots.of(before.name()).stream()
        .filter(slot -> slot.id.number() > instances)
        .forEach(slot -> touched.add(slot.id));
    List<Slot> added = resize(before, before.withInstances(instances), cause);
    touched.addAll(wishes.up(added, cause, slot -> !world.heldDown(slot.id)));
    return touched;
  }

  /// New instances start if the unit is up, or would have been had it had any.
  private List<Slot> resize(ServiceSpec before, ServiceSpec spec, Cause cause) {
    List<Slot> siblings = slots.of(spec.name());
    boolean up =
        siblings.stream().allMatch(Slot::removed)
            ? before.autostart()
            : siblings.stream().anyMatch(Slot::wished);
    if (spec.instances() == 0) {
      // Who needs it goes down first, as at a stop.
      wishes.down(siblings, cause);
    }
    List<Slot> added = roster.define(spec, cause);
    return up ? added.stream().filter(slot -> !world.heldDown(slot.id)).toList() : List.of();
  }

  private void takeOver(
      Slot slot, boolean replaces, ServiceSpec before, List<Slot> toStart, List<Slot> toRenew) {
    movePidFile(slot, before);
    if (!slot.wantedUp() || slot.removed()) {
      return;
    }
    if (slot.occupied()) {
      if (replaces) {
        toRenew.add(slot);
      } else {
        moveOutput(slot, before);
      }
      if (!before.edges().equals(slot.spec().edges())) {
        // It is up already; what it newly requires or wants is pulled in.
        toStart.add(slot);
      }
      return;
    }
    // Whatever made it fail may just have been mended.
    if (slot.instance().state() instanceof State.Failed
        || slot.instance().state() instanceof State.Elsewhere
        || slot.instance().state() instanceof State.Backoff
        || replaces) {
      toStart.add(slot);
    }
  }

  private void moveOutput(Slot slot, ServiceSpec before) {
    if (slot.occupied() && !before.log().equals(slot.spec().log())) {
      world.effect(new Effect.OpenOutput(slot.id, slot.spec().log()));
    }
  }

  /// Where its pid is written is nothing that a process has to end for.
  private void movePidFile(Slot slot, ServiceSpec before) {
    Optional<InstancePath> next = slot.spec().pidFile();
    Optional<ProcessRef> main = slot.instance().state().process();
    if (before.pidFile().equals(next)) {
      return;
    }
    if (main.isEmpty()) {
      // Whatever it names, it is nothing of this instance.
      next.ifPresent(
          file -> world.effect(new Effect.ErasePid(file.of(slot.id), OptionalInt.empty())));
      return;
    }
    int pid = main.get().pid();
    before
        .pidFile()
        .ifPresent(old -> world.effect(new Effect.ErasePid(old.of(slot.id), OptionalInt.of(pid))));
    next.ifPresent(
        file -> world.effect(new Effect.WritePid(slot.id, file.of(slot.id), pid, false)));
  }

  /// Whether a change takes effect at once by a new process; another version always does.
  private static boolean replaces(ServiceSpec before, ServiceSpec after) {
    return !before.timing().from().equals(after.timing().from())
        || (after.timing().restartOnChange() && needsNewProcess(before, after));
  }

  /// Whether a change can take effect with a new process only.
  static boolean needsNewProcess(ServiceSpec before, ServiceSpec after) {
    return !before.launch().equals(after.launch())
        || !before.signs().equals(after.signs())
        || !targets(before.log()).equals(targets(after.log()));
  }

  private static List<LogRule.Target> targets(LogRule rule) {
    return List.of(rule.stdout(), rule.stderr());
  }
}
