package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobState;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.lifecycle.State;
import dev.tend.core.plan.Change;
import dev.tend.core.plan.Change.Action;
import dev.tend.core.plan.Plan;
import dev.tend.core.plan.Step;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.Until;
import dev.tend.core.time.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What putting a configuration in force would come to, found out by doing it on a copy of the
/// slots: what it then asks of each slot is read off, and nothing is reckoned a second time.
final class Rehearsal {
  private final Slots before;
  private final Slots after;
  private final Conditions conditions;
  private final Conditions then;
  private final Configuration old;
  private final Configuration next;
  private final List<Step> steps = new ArrayList<>();
  private final SortedMap<UnitName, SortedSet<UnitName>> pulls = new TreeMap<>();
  private final Map<UnitName, Slot> stopped = new HashMap<>();
  private final Map<UnitName, Slot> started = new HashMap<>();

  private Rehearsal(
      Slots before,
      Conditions conditions,
      Stage.Rehearsed stage,
      Configuration old,
      Configuration next) {
    this.before = before;
    this.conditions = conditions;
    this.after = stage.slots();
    this.then = stage.conditions();
    this.old = old;
    this.next = next;
  }

  /// Rehearses what [Reload] does.
  static Plan of(
      World world,
      Slots slots,
      Jobs jobs,
      Crons crons,
      Configuration old,
      Configuration next,
      Cause asked,
      Moment now) {
    Stage.Rehearsed stage = new Stage.Rehearsed(world, slots.copy(), jobs);
    stage.apply(old, next, asked, now);
    stage.letGo(crons.leaving(next), asked);
    return new Rehearsal(slots, new Conditions(slots, jobs), stage, old, next).plan();
  }

  private Plan plan() {
    Set<UnitName> blocked = new Outlook(before, conditions).blocked();
    Set<UnitName> blockedThen = new Outlook(after, then).blocked();
    Ranks ranks = new Ranks(after);
    for (Slot slot : ranks.upwards()) {
      if (ends(slot)) {
        steps.add(Step.stop(slot.id));
        stopped.putIfAbsent(slot.id.unit(), slot);
      }
      UnitName unit = slot.id.unit();
      boolean released = waits(slot) && released(slot, blocked);
      boolean starts = slot.wantedUp() ? newlyAsked(slot) || released : followed(slot);
      if (starts && !blockedThen.contains(unit)) {
        steps.add(Step.start(slot.id));
        started.putIfAbsent(unit, slot);
      }
    }
    ranks.sort(steps);
    SortedSet<UnitName> units = new TreeSet<>(old.units().keySet());
    units.addAll(next.units().keySet());
    List<Change> changes = new ArrayList<>();
    units.forEach(unit -> changes.add(change(unit)));
    List<Change> linked =
        changes.stream().map(change -> with(change, pulls.get(change.unit()))).toList();
    return new Plan(base(linked), old, next, linked, steps);
  }

  /// Two plans that are the same in all of this do the same.
  private String base(List<Change> changes) {
    return Fingerprint.number(old + "\n" + next + "\n" + changes + "\n" + steps);
  }

  /// Whether its process is to end by what is asked now, and would have stayed.
  private boolean ends(Slot slot) {
    Optional<Slot> was = before.find(slot.id);
    boolean stayed =
        was.filter(then -> !then.leaving() || (then.wantedUp() && !slot.wantedUp())).isPresent();
    return slot.occupied() && slot.leaving() && stayed;
  }

  /// Whether it is a job whose work is begun once more.
  private boolean begunAnew(UnitName unit) {
    Optional<Long> before = conditions.job(unit).map(JobState::round);
    Optional<Long> after = then.job(unit).map(JobState::round);
    return before.isPresent() && after.isPresent() && !before.equals(after);
  }

  /// Whether it is the slot of a job that begins anew, and gets another worker when the one is gone
  /// that is there.
  private boolean followed(Slot slot) {
    UnitName unit = slot.id.unit();
    return slot.occupied()
        && !slot.removed()
        && slot.hours().open()
        && begunAnew(unit)
        && then.job(unit).filter(job -> job.phase() instanceof Phase.Active).isPresent();
  }

  /// Whether it is asked to start by what changed. Outside its hours it was asked in vain.
  private boolean newlyAsked(Slot slot) {
    Order asked = slot.order();
    Order was =
        before.find(slot.id).filter(Slot::wantedUp).map(Slot::order).orElseGet(Order.None::new);
    return !(asked instanceof Order.None) && !asked.getClass().equals(was.getClass());
  }

  /// Whether what it waited for need not come any more, or can come by now.
  private boolean released(Slot slot, Set<UnitName> blocked) {
    List<Edge> unmet = unmet(conditions, before.find(slot.id).orElse(slot));
    List<Edge> left = new ArrayList<>(unmet);
    left.retainAll(unmet(then, slot));
    left.removeIf(this::givenUp);
    boolean ends = left.stream().anyMatch(this::waitsForAnEnd);
    boolean comes = unmet.stream().anyMatch(edge -> started.containsKey(edge.unit()));
    return !ends && (comes || blocked.contains(slot.id.unit()) || left.size() < unmet.size());
  }

  /// Whether it is an order only, to one that goes and does not come back.
  private boolean givenUp(Edge edge) {
    return edge instanceof Edge.After
        && stopped.containsKey(edge.unit())
        && !started.containsKey(edge.unit());
  }

  private static List<Edge> unmet(Conditions conditions, Slot slot) {
    return slot.spec().edges().stream().filter(edge -> !conditions.holds(edge)).toList();
  }

  /// Whether it is an end that is waited for, of one that goes on as it did: of what starts it is
  /// taken that it ends.
  private boolean waitsForAnEnd(Edge edge) {
    return switch (edge) {
      case Edge.Requires(UnitName unit, Until until, boolean _) -> waitsForAnEnd(unit, until);
      case Edge.After(UnitName unit, Until until) -> waitsForAnEnd(unit, until);
      case Edge.Wants _ -> false;
    };
  }

  private boolean waitsForAnEnd(UnitName unit, Until until) {
    boolean end = then.job(unit).isPresent() || !until.lasts();
    return end && !started.containsKey(unit);
  }

  private static boolean waits(Slot slot) {
    return slot.instance().state() instanceof State.Waiting;
  }

  private Change change(UnitName unit) {
    Optional<UnitSpec> then = Optional.ofNullable(old.units().get(unit));
    Optional<UnitSpec> now = Optional.ofNullable(next.units().get(unit));
    boolean stops = stopped.containsKey(unit);
    boolean starts = started.containsKey(unit);
    if (then.isEmpty()) {
      String how = starts ? "it is new" : "it is new, and nothing starts it";
      return change(unit, Action.CREATE, then, now, how);
    }
    if (now.isEmpty()) {
      return change(unit, Action.REMOVE, then, now, "the configuration has it no longer");
    }
    if (!then.equals(now)) {
      return changed(unit, then, now);
    }
    if (!stops && !starts) {
      return change(unit, Action.NONE, then, now, "nothing about it changes");
    }
    Action action = stops && starts ? Action.RESTART : stops ? Action.STOP : Action.START;
    return change(unit, action, then, now, pulled(unit, action));
  }

  private static Change change(
      UnitName unit,
      Action action,
      Optional<UnitSpec> before,
      Optional<UnitSpec> after,
      String because) {
    return new Change(unit, action, before, after, because, List.of());
  }

  private static Change with(Change change, @Nullable SortedSet<UnitName> pulls) {
    return pulls == null
        ? change
        : new Change(
            change.unit(),
            change.action(),
            change.before(),
            change.after(),
            change.because(),
            List.copyOf(pulls));
  }

  /// One whose spec is another.
  private Change changed(UnitName unit, Optional<UnitSpec> then, Optional<UnitSpec> now) {
    Slot stop = stopped.get(unit);
    Slot start = started.get(unit);
    if (begunAnew(unit)) {
      return change(unit, Action.RESTART, then, now, "its work is begun anew for what changed");
    }
    if (stop != null && start != null && stop.order() instanceof Order.Renew(Cause cause)) {
      String because =
          cause instanceof Cause.Edge
              ? pulled(unit, Action.RESTART)
              : "only a new process can take over what changed";
      return change(unit, Action.RESTART, then, now, because);
    }
    boolean gone = after.of(unit).stream().allMatch(slot -> slot.removed() || !slot.wantedUp());
    if (stop != null && gone) {
      return change(unit, Action.STOP, then, now, "no instance of it is left");
    }
    if (stop != null && stop.order() instanceof Order.Renew(Cause cause)) {
      String because =
          cause instanceof Cause.Edge
              ? pulled(unit, Action.STOP)
              : "only a new process can take over what changed, and what it requires does not come";
      return change(unit, Action.STOP, then, now, because);
    }
    boolean runs = after.of(unit).stream().anyMatch(Slot::occupied);
    String because =
        start != null && before.find(start.id).isPresent()
            ? "it is tried again with what changed"
            : runs ? "what runs takes over what changed" : "nothing of it runs";
    return change(unit, Action.UPDATE, then, now, because);
  }

  /// Why something happens to a unit that nobody changed, or that has to go with another one.
  private String pulled(UnitName unit, Action action) {
    Slot slot = action == Action.START ? started.get(unit) : stopped.get(unit);
    if (slot != null
        && slot.order() instanceof Order.Renew(Cause.Edge(UnitName other, var _, var _, var _))) {
      pulls.computeIfAbsent(other, _ -> new TreeSet<>()).add(unit);
      boolean comesBack = started.containsKey(other);
      return "it requires " + other + ", which " + (comesBack ? "is restarted" : "is stopped");
    }
    if (slot != null && slot.order() instanceof Order.Try(Cause cause)) {
      after.dependants(unit).stream()
          .filter(dependant -> !(waits(slot) && !started.containsKey(dependant)))
          .findFirst()
          .ifPresent(dependant -> pulls.computeIfAbsent(dependant, _ -> new TreeSet<>()).add(unit));
      return cause.sentence();
    }
    Optional<UnitName> other =
        after.edges(unit).stream()
            .filter(Edge.Requires.class::isInstance)
            .map(Edge::unit)
            .filter(started::containsKey)
            .findFirst();
    other.ifPresent(it -> pulls.computeIfAbsent(it, _ -> new TreeSet<>()).add(unit));
    return other
        .map(it -> "it waits for " + it + ", which starts")
        .orElse("it need not wait any longer");
  }
}
