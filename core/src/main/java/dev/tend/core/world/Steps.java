package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.companion.Act;
import dev.tend.core.companion.Companion;
import dev.tend.core.lifecycle.Alarm;
import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.Lifecycle;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.lifecycle.State;
import dev.tend.core.lifecycle.Step;
import dev.tend.core.lifecycle.Terms;
import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.time.Moment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;

/// Finds the instance that an event concerns, lets it happen, and collects what that asks for.
final class Steps {
  private final Slots slots;
  private final Conditions conditions;
  private final Settlement settlement;
  private final Jobs jobs;
  private final Chronicle chronicle;
  private final DoubleSupplier chance;
  private final BiConsumer<InstanceId, IllegalStateException> defects;
  private final Alarms alarms = new Alarms();
  private final Companions companions = new Companions(this, alarms);
  private final RunOwners byRun = new RunOwners();
  private final RunNames runNames;
  private List<Effect> effects = new ArrayList<>();
  private Moment now;

  /// @param started when the daemon started
  /// @param chance draws a number from 0 (inclusive) to 1 (exclusive)
  /// @param defects is told when an event met an instance that cannot have it
  Steps(
      Slots slots,
      Conditions conditions,
      Settlement settlement,
      Jobs jobs,
      Chronicle chronicle,
      Moment started,
      DoubleSupplier chance,
      BiConsumer<InstanceId, IllegalStateException> defects) {
    this.slots = slots;
    this.conditions = conditions;
    this.settlement = settlement;
    this.jobs = jobs;
    this.chronicle = chronicle;
    this.chance = chance;
    this.defects = defects;
    this.runNames = new RunNames(started);
    this.now = started;
  }

  /// All that follows happens at `moment`.
  void begin(Moment moment) {
    now = moment;
  }

  /// Says which runs will turn out to have ended in this turn. All events of a turn happen at the
  /// same moment, so none of these counts as up while the others are stepped.
  void foretell(Collection<RunId> ending) {
    for (RunId run : ending) {
      byRun
          .find(run)
          .filter(slot -> slot.instance().state().run().filter(run::equals).isPresent())
          .ifPresent(Slot::fade);
    }
  }

  /// Takes an event about a run. One about a run that is over, or of an earlier life, is dropped.
  void occur(RunId run, Event event) {
    byRun.find(run).ifPresent(slot -> occur(slot, run, event));
  }

  private void occur(Slot slot, RunId run, Event event) {
    Optional<Seat> seat = slot.company().of(run);
    note(slot, run, event, seat.isEmpty());
    if (endsRun(event)) {
      // First of all that follows, so that no record outlives the start of the next run.
      byRun.remove(run);
      effects.add(new Effect.Forget(run));
    }
    if (seat.isPresent() && event instanceof Event.OfRun told) {
      companions.takes(slot, seat.get(), told);
    } else if (slot.instance().state().concerns(run) || event instanceof Event.Vanished) {
      step(slot, event);
    }
  }

  /// The prober answers.
  void answered(AskId ask, Finding finding) {
    slots.find(ask.instance()).ifPresent(slot -> companions.answered(slot, ask, finding));
  }

  /// What a command has written of which somebody wants to know.
  void hears(RunId run, String words) {
    byRun.find(run).flatMap(slot -> slot.company().of(run)).ifPresent(seat -> seat.hears(words));
  }

  private void note(Slot slot, RunId run, Event event, boolean own) {
    if (slot.company().of(run).filter(seat -> seat.keepsToItself(event)).isPresent()) {
      return;
    }
    if (event instanceof Event.Exited(RunId _, Exit exit, boolean _)
        && !(own && Lifecycle.mayGoOn(slot.instance(), event, slot.spec()))) {
      ended(slot.id, new Ledger.LastExit(run, exit, now.wall()));
    }
    if (event instanceof Event.Vanished(RunId _, Ledger.LastExit end, var _)) {
      ended(slot.id, end);
    }
    if (event instanceof Event.Moved(RunId _, var _, String how)) {
      chronicle.note(slot.id, "main_moved", new Cause.Proved(how, now.wall()), Optional.of(run));
    }
    if (event instanceof Event.SpawnRefused(RunId _, var fault)) {
      Cause cause = new Cause.SpawnFailed(run, fault, now.wall());
      chronicle.note(slot.id, "spawn_failed", cause, Optional.of(run), slot.company().hook(run));
    }
  }

  /// Notes the one recorded end of a run.
  void ended(InstanceId id, Ledger.LastExit end) {
    chronicle.ended(RunEnd.of(end, id, slots.find(id)));
  }

  private static boolean endsRun(Event event) {
    return event instanceof Event.TreeEmpty
        || event instanceof Event.SpawnRefused
        || (event instanceof Event.Exited(RunId _, var _, boolean alone) && alone);
  }

  /// Lets the alarms that are due go off.
  void ring() {
    Optional<Bell> due = alarms.due(now.monotonicNanos());
    while (due.isPresent()) {
      ring(due.get());
      due = alarms.due(now.monotonicNanos());
    }
  }

  private void ring(Bell bell) {
    if (bell.number > 0) {
      companions.rings(bell);
      return;
    }
    Slot slot = bell.slot;
    Alarm alarm = slot.instance().state().alarm().orElseThrow();
    if (alarm.event() instanceof Event.KillOverdue) {
      String still = "something of it is still there after being killed: an uninterruptible sleep?";
      Cause cause = new Cause.Rule(still, now.wall(), slot.instance().cause());
      chronicle.note(slot.id, "kill_overdue", cause, slot.instance().state().run());
    }
    boolean late = alarm.event() instanceof Event.StartTimedOut;
    step(slot, late ? new Event.StartTimedOut(slot.company().lastly(now)) : alarm.event());
  }

  /// Lets one event happen to one instance.
  void step(Slot slot, Event event) {
    Instance before = slot.instance();
    Step step = judged(slot, event, terms(slot));
    Instance after = step.instance();
    slot.instance(after);
    jobs.stepped(slot, before, after);
    arm(slot);
    after.state().run().ifPresent(runNames::taken);
    settleRun(slot, before.state(), after.state());
    chronicle.changed(slot.id, before, after, now.wall());
    enact(slot, step.effects());
    companions.follow(slot);
  }

  /// All that a step in this slot may depend on, beside what happens.
  Terms terms(Slot slot) {
    return new Terms(
        slot.id,
        slot.terms(),
        jobs.has(slot.id.unit()),
        now,
        slot.company().holds(),
        conditions.clear(slot) && slot.wantedUp(),
        chance.getAsDouble(),
        runNames.peek());
  }

  private void arm(Slot slot) {
    alarms.arm(slot.bell, slot.instance().state().alarm().map(Alarm::atNanos).orElse(Bell.NEVER));
  }

  /// What a companion did is done in the name of its slot.
  void enact(Slot slot, Act act) {
    enact(slot, act.effects());
    for (Act.Remark remark : act.remarks()) {
      Cause cause = new Cause.Rule(remark.sentence(), now.wall(), slot.instance().cause());
      chronicle.note(slot.id, remark.type(), cause, Optional.of(remark.run()), remark.hook());
    }
  }

  private void enact(Slot slot, List<Effect> wanted) {
    for (Effect effect : wanted) {
      effect
          .begins()
          .ifPresent(run -> {
            runNames.taken(run);
            byRun.put(run, slot);
          });
      effects.add(effect);
    }
    settlement.touched(slot);
  }

  /// An end turns out to be that of its run after all, or a run that was looked for to be none.
  private void settleRun(Slot slot, State before, State after) {
    if (!(after instanceof Alive) && after.untold().isEmpty()) {
      before.untold().ifPresent(end -> ended(slot.id, end));
    }
    if (before instanceof Sought.Looking(RunId sought, var _) && !after.concerns(sought)) {
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
      companions.abandon(slot);
      return Lifecycle.fail(slot.instance(), byRun.of(slot), cause, terms);
    }
  }

  /// The slot's instance was put there as an earlier daemon left it.
  void placed(Slot slot) {
    arm(slot);
    settlement.touched(slot);
  }

  /// Puts beside an instance what an earlier daemon had under way there.
  void resume(Slot slot, Companion companion) {
    companions.resume(slot, companion);
  }

  /// Ends a run of an earlier daemon that nobody can go on with.
  void bury(Slot slot, RunId run) {
    companions.bury(slot, run);
  }

  /// Lets what is beside the slot's instance follow its state.
  void follow(Slot slot) {
    companions.follow(slot);
  }

  /// Ends what may otherwise last beside an instance.
  void cut(Slot slot) {
    companions.cut(slot);
  }

  /// The slot is gone for good.
  void drop(Slot slot) {
    alarms.arm(slot.bell, Bell.NEVER);
    companions.abandon(slot);
  }

  /// Says that a run of an earlier daemon belongs to this slot.
  void claim(RunId run, Slot slot) {
    byRun.put(run, slot);
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /// What is to be done by now; it is asked for once.
  List<Effect> effects() {
    List<Effect> wanted = effects;
    effects = new ArrayList<>();
    return wanted;
  }

  /// When the next alarm is due; `Long.MAX_VALUE` for never.
  long nextNanos() {
    return alarms.nextNanos();
  }
}
