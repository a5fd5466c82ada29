package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Alarm;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.Lifecycle;
import dev.tend.core.lifecycle.State;
import dev.tend.core.lifecycle.Step;
import dev.tend.core.lifecycle.Terms;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;

/// All instances, and the one place where an event finds the instance that it concerns.
///
/// A turn is [#begin], then any number of [#occur] and [#ask], then [#finish]. The world routes;
/// what an event does to an instance is [Lifecycle]'s, what one instance's change means for others
/// is [Settlement]'s, what a request means is [Requests]', and what readers see is [Views]'.
public final class World {
  private final Slots slots = new Slots();
  private final Alarms alarms = new Alarms();
  private final Chronicle chronicle = new Chronicle();
  private final Map<RunId, Slot> byRun = new HashMap<>();
  private final RunNames runNames;
  private final DoubleSupplier chance;
  private final BiConsumer<InstanceId, IllegalStateException> defects;
  private final Conditions conditions = new Conditions(slots);
  private final Views views = new Views(slots, conditions);
  private final Standings standings = new Standings(slots);
  private final Settlement settlement =
      new Settlement(slots, conditions, this::changed, this::step);
  private final Roster roster = new Roster(slots, settlement, this);
  private final Wishes wishes = new Wishes(slots, conditions, settlement);
  private final Requests requests = new Requests(this, slots, wishes, roster);
  private final Recoveries recoveries = new Recoveries(this, slots, roster, wishes);
  private List<Effect> effects = new ArrayList<>();
  private Moment now;

  /// @param started when the daemon started
  /// @param chance draws a number from 0 (inclusive) to 1 (exclusive)
  /// @param defects is told when an event met an instance that cannot have it
  public World(
      Moment started,
      DoubleSupplier chance,
      BiConsumer<InstanceId, IllegalStateException> defects) {
    this.now = started;
    this.chance = chance;
    this.defects = defects;
    this.runNames = new RunNames(started);
  }

  /// Puts the first configuration in force, with what an earlier daemon left; entries are numbered
  /// from behind `position` on.
  public void open(Configuration configuration, Recovered recovered, long position) {
    chronicle.resume(position);
    recovered.standings().forEach(standings::found);
    requests.begin(configuration, recovered.heldDown());
    Opening opening = new Opening(this, roster, slots, wishes, recovered, now);
    opening.open(configuration);
    recoveries.take(recovered, now);
    opening.dropUnknown();
    requests.prune();
  }

  /// Starts a turn: all that follows happens at `moment`.
  public void begin(Moment moment) {
    now = moment;
  }

  /// Says which runs will turn out to have ended in this turn. All events of a turn happen at the
  /// same moment, so none of these counts as up while the others are stepped.
  public void foretell(Collection<RunId> ending) {
    for (RunId run : ending) {
      Slot slot = byRun.get(run);
      if (slot != null && slot.instance().state().run().filter(run::equals).isPresent()) {
        slot.fade();
      }
    }
  }

  /// Takes an event about a run. One about a run that is over, or of an earlier life, is dropped.
  public void occur(RunId run, Event event) {
    Slot slot = byRun.get(run);
    if (slot == null) {
      return;
    }
    note(slot, run, event);
    if (endsRun(event)) {
      // First of all that follows, so that no record outlives the start of the next run.
      byRun.remove(run);
      effects.add(new Effect.Forget(run));
    }
    if (slot.instance().state().concerns(run) || event instanceof Event.Vanished) {
      step(slot, event);
    }
  }

  private void note(Slot slot, RunId run, Event event) {
    if (event instanceof Event.Exited(RunId _, Exit exit, boolean _)
        && !Lifecycle.mayGoOn(slot.instance(), event, slot.spec())) {
      ended(slot.id, new Ledger.LastExit(run, exit, now.wall()));
    }
    if (event instanceof Event.Vanished(RunId _, Ledger.LastExit end, var _)) {
      ended(slot.id, end);
    }
    if (event instanceof Event.SpawnRefused(RunId _, var fault)) {
      Cause cause = new Cause.SpawnFailed(run, fault, now.wall());
      chronicle.note(slot.id, "spawn_failed", cause, Optional.of(run));
    }
  }

  /// Notes the one recorded end of a run.
  void ended(InstanceId id, Ledger.LastExit end) {
    chronicle.ended(RunEnd.of(end, id, slots.find(id).map(Slot::instance)));
  }

  /// Why the instance is as it is; empty if there is none of that name.
  public Optional<Cause> cause(InstanceId id) {
    return slots.find(id).map(slot -> slot.instance().cause());
  }

  private static boolean endsRun(Event event) {
    return event instanceof Event.TreeEmpty
        || event instanceof Event.SpawnRefused
        || (event instanceof Event.Exited(RunId _, var _, boolean alone) && alone);
  }

  /// Takes a request, and says what became of it.
  public Reply ask(Request request) {
    return requests.answer(request, now);
  }

  /// Notes something that is no change of an instance's state, such as lost log lines.
  public void note(Optional<InstanceId> instance, String type, Cause cause) {
    instance.ifPresentOrElse(
        id -> chronicle.note(id, type, cause, Optional.empty()), () -> chronicle.note(type, cause));
  }

  /// Ends a turn: lets the alarms that are due go off, and settles what all of it means.
  public Outcome finish() {
    Optional<Alarms.Ringing> due = alarms.due(now.monotonicNanos());
    while (due.isPresent()) {
      ring(due.get().slot(), due.get().alarm());
      due = alarms.due(now.monotonicNanos());
    }
    settlement.settle(now);
    // Before slots go: how their last runs ended is noted too.
    List<Note> notes = new ArrayList<>(requests.notes());
    notes.addAll(standings.take(requests.endsAll()));
    roster.sweep(requests.configuration().units()::containsKey);
    boolean done = requests.finished();
    List<Effect> wanted = effects;
    effects = new ArrayList<>();
    return new Outcome(notes, chronicle.take(), chronicle.ends(), wanted, alarms.nextNanos(), done);
  }

  private void ring(Slot slot, Alarm alarm) {
    if (alarm.event() instanceof Event.KillOverdue) {
      String still = "something of it is still there after being killed: an uninterruptible sleep?";
      Cause cause = new Cause.Rule(still, now.wall(), slot.instance().cause());
      chronicle.note(slot.id, "kill_overdue", cause, slot.instance().state().run());
    }
    step(slot, alarm.event());
  }

  /// The world as it is after a turn.
  public Snapshot snapshot() {
    return views.snapshot(chronicle.position(), requests.configuration(), requests.ending());
  }

  /// Lets one event happen to one instance.
  void step(Slot slot, Event event) {
    Instance before = slot.instance();
    Terms terms =
        new Terms(
            slot.id,
            slot.terms(),
            now,
            conditions.clear(slot) && slot.wantedUp(),
            chance.getAsDouble(),
            runNames.peek());
    Step step = judged(slot, event, terms);
    Instance after = step.instance();
    slot.instance(after);
    alarms.follow(slot);
    settleRun(slot, before.state(), after.state());
    chronicle.changed(slot.id, before, after, now.wall());
    for (Effect effect : step.effects()) {
      effect
          .begins()
          .ifPresent(run -> {
            runNames.used();
            byRun.put(run, slot);
          });
      effects.add(effect);
    }
    settlement.touched(slot);
  }

  /// An end turns out to be that of its run after all, or a run that was looked for to be none.
  private void settleRun(Slot slot, State before, State after) {
    if (!(after instanceof State.Alive) && after.untold().isEmpty()) {
      before.untold().ifPresent(end -> ended(slot.id, end));
    }
    if (before instanceof State.Looking(RunId sought, var _) && !after.concerns(sought)) {
      byRun.remove(sought);
    }
  }

  /// The step; if that is impossible, a defect of ours, the instance alone pays for it.
  private Step judged(Slot slot, Event event, Terms terms) {
    try {
      return Lifecycle.step(slot.instance(), event, terms);
    } catch (IllegalStateException defect) {
      defects.accept(slot.id, defect);
      String what = "a defect of Tend: " + defect.getMessage();
      Cause cause = new Cause.Configured(what, now.wall());
      return Lifecycle.fail(slot.instance(), runs(slot), cause, terms);
    }
  }

  /// The runs of which something may be alive in the slot.
  private SortedSet<RunId> runs(Slot slot) {
    SortedSet<RunId> runs = new TreeSet<>();
    byRun.forEach((run, owner) -> {
      if (owner == slot) {
        runs.add(run);
      }
    });
    return runs;
  }

  private void changed(UnitName unit) {
    views.touched(unit);
    standings.touched(unit);
  }

  /// The slot's instance was put there as an earlier daemon left it.
  void placed(Slot slot) {
    alarms.follow(slot);
    settlement.touched(slot);
  }

  Fingerprint print(ServiceSpec spec) {
    return standings.print(spec);
  }

  /// The number of the newest entry.
  long position() {
    return chronicle.position();
  }

  boolean heldDown(InstanceId id) {
    return requests.heldDown(id);
  }

  /// The unit's spec changed.
  void settleLater(UnitName unit) {
    settlement.touched(unit);
  }

  /// Says that a run of an earlier daemon belongs to this slot.
  void claim(RunId run, Slot slot) {
    byRun.put(run, slot);
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /// A slot is gone for good.
  void forget(Slot slot) {
    alarms.drop(slot);
    standings.gone(slot.id);
    views.reshaped();
  }

  /// A slot is new.
  void added() {
    views.reshaped();
  }
}
