package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.cron.CronEffect;
import dev.tend.core.cron.CronEvent;
import dev.tend.core.cron.CronJob;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.CronStep;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The cron jobs: wakes each when its time has come, lets it step, and does what it wants done.
///
/// That a run has ended is taken up one turn after it did. By then it is noted where the run
/// stands, so that a daemon which dies between the two is followed by one that knows both.
final class Crons {

  /// A cron job and what it is at this moment.
  private static final class Seat {
    private CronSpec spec;
    private CronState state;
    private Optional<Instant> wake = Optional.empty();

    Seat(CronSpec spec, CronState state) {
      this.spec = spec;
      this.state = state;
    }
  }

  private final World world;
  private final CronRuns runs;
  private final CronWork work;
  private final WallAlarms alarms;
  private final SortedMap<UnitName, Seat> seats = new TreeMap<>();
  private final CronNotes notes = new CronNotes();
  private SortedMap<UnitName, CronView> views = Collections.emptySortedMap();
  private boolean viewed = true;
  private String boot = "";
  private Moment now = new Moment(Instant.EPOCH, 0);

  Crons(World world, CronRuns runs, WallAlarms alarms) {
    this.world = world;
    this.runs = runs;
    this.work = new CronWork(world, runs);
    this.alarms = alarms;
  }

  void begin(Moment moment) {
    now = moment;
  }

  /// What an earlier daemon knew of the cron jobs of this configuration.
  void resume(Configuration configuration, Recovered recovered, Moment moment) {
    begin(moment);
    boot = recovered.boot();
    configuration
        .crons()
        .forEach(spec -> {
          CronState state = recovered.crons().get(spec.name());
          CronState fresh = CronState.fresh(now.wall(), Optional.empty());
          sit(spec, state == null ? fresh : state);
        });
    recovered.crons().keySet().stream()
        .filter(name -> !seats.containsKey(name))
        .forEach(notes::gone);
  }

  /// The runs that go on, or ended while nobody looked, by the specs of today. One that was never
  /// begun is none of them: it is asked for again.
  List<JobSpec> active(Recovered recovered) {
    List<JobSpec> jobs = new ArrayList<>();
    for (Seat seat : seats.values()) {
      for (CronState.Active run : seat.state.active()) {
        UnitName name = seat.spec.run(run.number());
        if (recovered.jobs().containsKey(name)) {
          jobs.add(runs.goesOn(seat.spec, run.number()));
        }
      }
    }
    return jobs;
  }

  /// Lets them account for what happened while no daemon lived.
  void open() {
    for (Seat seat : List.copyOf(seats.values())) {
      Set<Long> known = new TreeSet<>();
      for (CronState.Active run : seat.state.active()) {
        if (runs.owns(seat.spec.run(run.number()))) {
          known.add(run.number());
        }
      }
      hear(seat, new CronEvent.Opened(boot, known));
    }
  }

  private Seat sit(CronSpec spec, CronState state) {
    Seat seat = new Seat(spec, state);
    seats.put(spec.name(), seat);
    notes.stands(spec.name(), state);
    viewed = false;
    return seat;
  }

  /// Another configuration is in force.
  ///
  /// @param known those that come back as they stood
  void reload(Configuration next, Removed known, Cause cause) {
    Map<UnitName, CronSpec> specs = new TreeMap<>();
    next.crons().forEach(spec -> specs.put(spec.name(), spec));
    for (Seat seat : List.copyOf(seats.values())) {
      if (!specs.containsKey(seat.spec.name())) {
        remove(seat, cause);
      }
    }
    for (CronSpec spec : specs.values()) {
      Seat seat = seats.get(spec.name());
      if (seat == null && known.cron(spec.name()).isPresent()) {
        comeBack(spec, known.cron(spec.name()).get(), known, cause);
      } else if (seat == null) {
        // This boot is no news to it.
        Seat fresh = sit(spec, CronState.fresh(now.wall(), Optional.of(boot)));
        hear(fresh, new CronEvent.Woken());
      } else if (!seat.spec.equals(spec)) {
        CronSpec before = seat.spec;
        seat.spec = spec;
        viewed = false;
        hear(seat, new CronEvent.Changed(before.rule()));
      }
    }
  }

  /// As after a time without a daemon: what fired meanwhile was missed.
  private void comeBack(CronSpec spec, CronState state, Removed known, Cause cause) {
    Set<Long> going = new TreeSet<>();
    for (CronState.Active run : state.active()) {
      if (runs.comesBack(spec, run.number(), known, cause)) {
        going.add(run.number());
      }
    }
    hear(sit(spec, state), new CronEvent.Opened(boot, going));
  }

  /// It may come back, so that it stays noted how it stood.
  void keep(UnitName cron, CronState state) {
    notes.stands(cron, state);
  }

  /// It does not come back any more.
  void forget(UnitName cron) {
    if (!has(cron)) {
      notes.gone(cron);
    }
  }

  private void remove(Seat seat, Cause cause) {
    UnitName name = seat.spec.name();
    for (CronState.Active run : seat.state.active()) {
      runs.drop(seat.spec.run(run.number()), cause);
    }
    alarms.drop(name);
    seats.remove(name);
    notes.gone(name);
    viewed = false;
  }

  /// The runs that go on of those that another configuration has no longer: they go with them.
  SortedSet<UnitName> leaving(Configuration next) {
    SortedSet<UnitName> leaving = new TreeSet<>();
    Set<UnitName> staying = new TreeSet<>();
    next.crons().forEach(spec -> staying.add(spec.name()));
    seats.keySet().stream()
        .filter(cron -> !staying.contains(cron))
        .forEach(cron -> leaving.addAll(runs(cron)));
    return leaving;
  }

  boolean has(UnitName unit) {
    return seats.containsKey(unit);
  }

  Optional<CronState> state(UnitName unit) {
    return Optional.ofNullable(seats.get(unit)).map(seat -> seat.state);
  }

  /// What the run of that number is called.
  Optional<UnitName> run(UnitName cron, long number) {
    return Optional.ofNullable(seats.get(cron)).map(seat -> seat.spec.run(number));
  }

  /// The runs of one of them that go on.
  SortedSet<UnitName> runs(UnitName unit) {
    SortedSet<UnitName> runs = new TreeSet<>();
    Optional.ofNullable(seats.get(unit))
        .ifPresent(
            seat -> seat.state.active().forEach(run -> runs.add(seat.spec.run(run.number()))));
    return runs;
  }

  /// Wakes those whose time of day has come, and takes up the ends of the turn before.
  ///
  /// @return those of `due` that are no cron jobs
  List<UnitName> wake(List<UnitName> due) {
    List<UnitName> others = new ArrayList<>();
    for (UnitName unit : due) {
      Seat seat = seats.get(unit);
      if (seat == null) {
        others.add(unit);
      } else if (!world.ending()) {
        hear(seat, new CronEvent.Woken());
      }
    }
    takeEnds();
    return others;
  }

  private void takeEnds() {
    for (CronRuns.End end : runs.ended()) {
      Seat seat = seats.get(end.owner());
      runs.drop(end.run(), new Cause.Configured("it is over", now.wall()));
      if (seat != null) {
        long number = seat.spec.number(end.run());
        hear(seat, new CronEvent.Ended(number, end.success(), end.sentence()));
      }
    }
  }

  /// Whom entries about it concern.
  static InstanceId first(UnitName unit) {
    return new InstanceId(unit, 1);
  }

  /// One of them hears something; what it wants done is done.
  ///
  /// @return what that was; empty if there is no such cron job
  Optional<List<CronEffect>> hear(UnitName name, CronEvent event) {
    return Optional.ofNullable(seats.get(name)).map(seat -> hear(seat, event));
  }

  private List<CronEffect> hear(Seat seat, CronEvent event) {
    CronStep step = CronJob.step(seat.state, event, seat.spec.rule(), now.wall());
    UnitName name = seat.spec.name();
    if (!step.state().equals(seat.state)) {
      notes.stands(name, step.state());
    }
    seat.state = step.state();
    seat.wake = step.wake();
    viewed = false;
    step.wake().ifPresentOrElse(at -> alarms.arm(name, at), () -> alarms.drop(name));
    step.effects().forEach(effect -> work.perform(seat.spec, effect, now));
    return step.effects();
  }

  /// What of it changed since the last call.
  List<Note> notes() {
    return notes.take();
  }

  /// All of them by name.
  SortedMap<UnitName, CronView> views() {
    if (!viewed) {
      SortedMap<UnitName, CronView> next = new TreeMap<>();
      seats.forEach((name, seat) -> next.put(name, new CronView(seat.spec, seat.state, seat.wake)));
      views = Collections.unmodifiableSortedMap(next);
      viewed = true;
    }
    return views;
  }
}
