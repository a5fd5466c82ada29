package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/// All instances, and the one place where an event finds the instance that it concerns.
///
/// A turn is [#begin], then any number of [#occur] and [#ask], then [#finish]. Where an event goes
/// is [Steps]', what it does to an instance the lifecycle's, what one instance's change means for
/// others is [Settlement]'s, what a request means is [Requests]', and what readers see is [Views]'.
public final class World {
  private final Slots slots = new Slots();
  private final Chronicle chronicle = new Chronicle();
  private final Jobs jobs;
  private final JobDays days;
  private final Conditions conditions;
  private final Turns turns = new Turns();
  private final Shifts shifts = new Shifts();
  private final Views views;
  private final WallAlarms wallAlarms = new WallAlarms();
  private final Prints prints = new Prints();
  private final Standings standings = new Standings(slots, prints, this::rolling);
  private final Settlement settlement;
  private final Roster roster;
  private final Wishes wishes;
  final Rollings rollings;
  private final Changeover changeover;
  private final CronRuns runs;
  private final Crons crons;
  private final Requests requests;
  private final Recoveries recoveries;
  private final Steps steps;
  private Moment now;

  /// @param started when the daemon started
  /// @param chance draws a number from 0 (inclusive) to 1 (exclusive)
  /// @param defects is told when an event met an instance that cannot have it
  public World(
      Moment started,
      DoubleSupplier chance,
      BiConsumer<InstanceId, IllegalStateException> defects) {
    this.now = started;
    Stage stage = new Stage.Real(this);
    jobs = new Jobs(stage, slots, prints, chance);
    days = new JobDays(jobs);
    conditions = new Conditions(slots, jobs);
    views = new Views(slots, conditions, turns, shifts);
    settlement = new Settlement(slots, conditions, turns, this::changed, this::step);
    roster = new Roster(slots, settlement, stage);
    wishes = new Wishes(slots, conditions, settlement, jobs);
    rollings = new Rollings(this, slots, wishes);
    changeover = new Changeover(stage, slots, wishes, settlement, shifts, started.wall());
    runs = new CronRuns(this, roster, jobs);
    crons = new Crons(this, runs, wallAlarms);
    requests = new Requests(this, slots, wishes, rollings, jobs, crons, roster);
    recoveries = new Recoveries(this, slots, roster, wishes, rollings);
    steps = new Steps(slots, conditions, settlement, jobs, chronicle, started, chance, defects);
  }

  /// Puts the first configuration in force, with what an earlier daemon left; entries are numbered
  /// from behind `position` on.
  public void open(Configuration configuration, Recovered recovered, long position) {
    chronicle.resume(position);
    recovered.standings().forEach(standings::found);
    requests.begin(configuration, recovered.heldDown());
    crons.resume(configuration, recovered, now);
    Opening opening = new Opening(this, roster, slots, wishes, jobs, recovered, now);
    opening.open(shifts.define(configuration, now.wall()), crons.active(recovered));
    recoveries.take(recovered, now);
    opening.close();
    crons.open();
    requests.prune();
  }

  /// Starts a turn: all that follows happens at `moment`.
  public void begin(Moment moment) {
    now = moment;
    steps.begin(moment);
    changeover.follow(moment, requests.applying().reload());
    crons.begin(moment);
  }

  /// Says which runs will turn out to have ended in this turn. All events of a turn happen at the
  /// same moment, so none of these counts as up while the others are stepped.
  public void foretell(Collection<RunId> ending) {
    steps.foretell(ending);
  }

  /// Takes an event about a run. One about a run that is over, or of an earlier life, is dropped.
  public void occur(RunId run, Event event) {
    steps.occur(run, event);
  }

  /// The prober answers.
  public void answered(AskId ask, Finding finding) {
    steps.answered(ask, finding);
  }

  /// What a command has written whose words are wanted.
  public void hears(RunId run, String words) {
    steps.hears(run, words);
  }

  /// The wall clock was set, or the machine was suspended.
  public void clockSet() {
    wallAlarms.clockSet();
  }

  /// Wakes the unit at this time of day: what it comes to is looked at again.
  void wakeAt(UnitName unit, Instant at) {
    wallAlarms.arm(unit, at);
  }

  /// Notes the one recorded end of a run.
  void ended(InstanceId id, Ledger.LastExit end) {
    steps.ended(id, end);
  }

  void step(Slot slot, Event event) {
    steps.step(slot, event);
  }

  /// Why the instance is as it is; empty if there is none of that name.
  public Optional<Cause> cause(InstanceId id) {
    return slots.find(id).map(slot -> slot.instance().cause());
  }

  /// Whether the instance is a job's worker.
  public boolean works(InstanceId id) {
    return jobs.has(id.unit());
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
    steps.ring();
    crons.wake(wallAlarms.due(now.wall())).forEach(this::settleLater);
    jobs.ring(now);
    do {
      // Before anything of the day before is started that waited for its window.
      var _ = !ending() && days.follow(now);
      // A trial that fails puts another configuration in force: nobody more starts by what failed.
      var _ = requests.advance(now);
      turns.allow(requests.configuration().parallel());
      jobs.advance(now);
      settlement.settle(now);
    } while (rollings.advance(now)
        || jobs.advance(now)
        || requests.advance(now)
        || (!ending() && days.follow(now)));
    // Before slots go: how their last runs ended is noted too.
    List<Note> notes = new ArrayList<>(requests.notes());
    notes.addAll(crons.notes());
    // Before where their workers stand: a success that is noted there counts already.
    notes.addAll(jobs.notes());
    notes.addAll(standings.take(requests.endsAll()));
    roster.sweep(requests.configuration().units()::containsKey);
    boolean again = runs.looksBack();
    return new Outcome(
        notes,
        chronicle.take(),
        chronicle.ends(),
        steps.effects(),
        again ? now.monotonicNanos() : Math.min(steps.nextNanos(), requests.nextNanos()),
        Stream.of(shifts.next(), days.next(), wallAlarms.next())
            .min(Instant::compareTo)
            .orElseThrow(),
        requests.finished() && !again);
  }

  /// The world as it is after a turn.
  public Snapshot snapshot() {
    return new Snapshot(
        chronicle.position(),
        requests.configuration(),
        shifts.inForce(),
        views.instances(),
        rollings.all(),
        jobs.views(),
        crons.views(),
        requests.held(),
        requests.applying().watch(),
        requests.ending());
  }

  private void changed(UnitName unit) {
    views.touched(unit);
    runs.touched(unit);
    standings.touched(unit);
  }

  /// The slot's instance was put there as an earlier daemon left it.
  void placed(Slot slot) {
    steps.placed(slot);
  }

  Steps steps() {
    return steps;
  }

  Changeover changeover() {
    return changeover;
  }

  Prints prints() {
    return prints;
  }

  long position() {
    return chronicle.position();
  }

  /// The rolling restart in which the instance is to get a new process when its turn comes.
  private Optional<Rolling> rolling(InstanceId id) {
    return rollings.awaited(id);
  }

  /// Whether it goes on by what it was begun with, whatever the configuration says today.
  boolean runsOnce(UnitName unit) {
    return runs.owns(unit);
  }

  boolean ending() {
    return requests.ending();
  }

  /// Adds the slots of a job that are missing.
  void define(JobSpec spec, Cause cause) {
    roster.define(spec.worker(), cause);
    slots.relink();
  }

  /// Lets the slots of a job go.
  void retire(UnitName job, Cause cause) {
    roster.retire(job, cause);
  }

  /// Wants up what a job requires or wants; what somebody stopped only if an operator asked.
  void pull(UnitName job, Cause cause) {
    boolean asked = cause instanceof Cause.Asked;
    wishes.pull(job, cause, slot -> asked || Opening.mayPull(slot, heldDown(slot.id)));
  }

  boolean heldDown(InstanceId id) {
    return requests.heldDown(id);
  }

  /// The unit's spec changed.
  void settleLater(UnitName unit) {
    settlement.touched(unit);
  }

  /// Lets what is beside the slot's instance follow its state.
  void follow(Slot slot) {
    steps.follow(slot);
  }

  void effect(Effect effect) {
    steps.effect(effect);
  }

  void forget(Slot slot) {
    steps.drop(slot);
    standings.gone(slot.id);
    views.reshaped();
  }

  void added() {
    views.reshaped();
  }
}
