package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.companion.Hooking;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.lifecycle.State;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The daemon's start: every unit that starts by itself is wanted up, but for what an operator
/// stopped; and what an earlier daemon knew goes on as if that one had not ended.
///
/// A start of the daemon is no request of an operator's: it forgives no failure, hurries no pause
/// and starts nothing that has failed or completed, unless its spec was changed meanwhile.
final class Opening {
  private static final Exit REBOOTED = new Exit.Unknown("the host was booted anew");

  private final World world;
  private final Roster roster;
  private final Slots slots;
  private final Wishes wishes;
  private final Jobs jobs;
  private final Recovered recovered;
  private final Moment now;
  private final Cause start;
  private final List<Slot> fresh = new ArrayList<>();
  private final List<Slot> resumed = new ArrayList<>();

  Opening(
      World world,
      Roster roster,
      Slots slots,
      Wishes wishes,
      Jobs jobs,
      Recovered from,
      Moment now) {
    this.world = world;
    this.roster = roster;
    this.slots = slots;
    this.wishes = wishes;
    this.jobs = jobs;
    this.recovered = from;
    this.now = now;
    this.start =
        new Cause.Configured(
            from.rebooted()
                ? "autostart is set and the daemon started, after a boot of the host"
                : "autostart is set and the daemon started",
            now.wall());
  }

  /// @param first as it is in force by now
  /// @param runs what else goes on, if an earlier daemon knew of it
  void open(Configuration first, List<JobSpec> runs) {
    report();
    Cause idle = new Cause.Configured("autostart is off and nobody asked for it", now.wall());
    Cause due = new Cause.Configured("it runs once a day, and no day of it has begun", now.wall());
    Cause left = new Cause.Recovered("it ended while no daemon was running", now.wall());
    for (UnitSpec unit : first.units().values()) {
      Cause rest = unit instanceof JobSpec job && job.daily() ? due : idle;
      if (unit instanceof JobSpec job) {
        define(job, rest);
      }
      roster.define(unit.each(), rest).forEach(this::place);
    }
    for (JobSpec run : runs) {
      Optional.ofNullable(recovered.jobs().get(run.name()))
          .ifPresent(before -> jobs.resume(run, before.at(now)));
      roster.define(run.worker(), left).forEach(this::place);
    }
    slots.relink();
    Predicate<Slot> may = slot -> mayPull(slot, held(slot.id));
    wishes.up(fresh, start, may);
    wishes.pull(resumed, start, may);
    first.units().keySet().forEach(world::settleLater);
  }

  /// What a job has done it need not do again, in whatever boot that was.
  private void define(JobSpec job, Cause idle) {
    Optional<JobState> known =
        Optional.ofNullable(recovered.jobs().get(job.name())).map(before -> before.at(now));
    jobs.define(job, known, idle, now);
  }

  /// Whether the daemon's start may bring up what others require.
  static boolean mayPull(Slot slot, boolean held) {
    return !held && !(slot.instance().state() instanceof State.Failed);
  }

  private void report() {
    if (recovered.rebooted()) {
      String how = "the host was booted since an earlier daemon ran here";
      world.note(Optional.empty(), "rebooted", new Cause.Recovered(how, now.wall()));
    }
    for (String sentence : recovered.setAside()) {
      Cause cause = new Cause.Recovered(sentence, now.wall());
      world.note(Optional.empty(), "record_set_aside", cause);
    }
    for (Recovered.Lost lost : recovered.lost()) {
      world.ended(
          lost.instance(),
          recovered
              .end(lost.instance(), lost.run())
              .orElseGet(() -> new Ledger.LastExit(lost.run(), REBOOTED, now.wall())));
      world.effect(new Effect.Forget(lost.run()));
    }
  }

  private boolean held(InstanceId id) {
    return recovered.heldDown().containsKey(id);
  }

  private void place(Slot slot) {
    Optional<Standing> stood = recovered.standing(slot.id);
    Cause stopped = recovered.heldDown().get(slot.id);
    if (stopped != null) {
      slot.holdDown(stopped);
    }
    stood.ifPresent(standing -> restore(world, slot, standing, recovered));
    if (jobs.has(slot.id.unit())) {
      stood.ifPresent(standing -> resumeWorker(slot, standing));
      return;
    }
    if (stopped != null) {
      return;
    }
    if (stood.isPresent() && !(stood.get().aim() instanceof Standing.Aim.Down)) {
      resume(slot, stood.get());
    } else if (slot.spec().autostart()) {
      fresh.add(slot);
    }
  }

  /// Whether it should be up is for its job to say.
  private void resumeWorker(Slot slot, Standing standing) {
    boolean rests =
        standing.phase() instanceof Standing.Phase.Completed
            || standing.phase() instanceof Standing.Phase.Failed;
    if (!(standing.aim() instanceof Standing.Aim.Down) && (rests || jobs.employs(slot))) {
      slot.target(new Target.Up(new Cause.Recovered("an earlier daemon had it up", now.wall())));
      slot.instance(standing.resumed(slot.instance(), recovered::open));
      world.placed(slot);
      var _ = world.changeover().resume(slot, standing.dates());
    }
  }

  private void resume(Slot slot, Standing standing) {
    boolean autostart = slot.spec().autostart();
    Cause before = new Cause.Recovered("an earlier daemon had it up", now.wall());
    slot.target(new Target.Up(autostart ? start : before));
    slot.instance(standing.resumed(slot.instance(), recovered::open));
    world.placed(slot);
    boolean opened = world.changeover().resume(slot, standing.dates());
    boolean switched = !standing.dates().version().equals(slot.spec().timing().from());
    if (slot.hours() instanceof Hours.Closed(Cause _, String outside)) {
      slot.excuse(new Cause.Rule(outside, now.wall(), slot.target().cause()));
    } else if (mended(
        slot.instance().state(), standing.spec(), world.prints().of(slot.spec()), switched)) {
      slot.order(new Order.Try(changed(now)));
    } else if (opened && !slot.occupied()) {
      String how = "its window opened while no daemon was running";
      slot.order(new Order.Try(new Cause.Configured(how, now.wall())));
    }
    resumed.add(slot);
  }

  /// As by a reload: whatever made it fail may just have been mended.
  private static boolean mended(
      State state, Fingerprint then, Fingerprint today, boolean switched) {
    return switch (state) {
      case State.Failed _, State.Backoff _ -> !then.whole().equals(today.whole());
      case State.Completed _ -> switched || !then.process().equals(today.process());
      case State.Stopped _,
          State.Waiting _,
          State.Elsewhere _,
          Sought _,
          State.Preparing _,
          State.Launching _,
          Alive _,
          Leaving _ ->
          false;
    };
  }

  /// Puts an instance where it stood. Whoever wants it up or down by now: what was begun around its
  /// life is carried to its end.
  static void restore(World world, Slot slot, Standing standing, Recovered recovered) {
    slot.instance(standing.idle(slot.instance()));
    if (standing.amidHooks()) {
      slot.instance(standing.resumed(slot.instance(), recovered::open));
      world.placed(slot);
    }
    standing
        .hooks()
        .forEach(hooks -> world.steps().resume(slot, Hooking.resumed(hooks, recovered::open)));
  }

  static Cause changed(Moment now) {
    return new Cause.Configured(
        "its configuration was changed while no daemon was running", now.wall());
  }

  /// All that runs has found its place: what is unknown by now, and left nothing running, is
  /// forgotten, and jobs go on.
  void close() {
    for (InstanceId id : recovered.standings().keySet()) {
      if (slots.find(id).isEmpty()) {
        world.effect(new Effect.Retire(id));
      }
    }
    jobs.open(start, changed(now));
    recovered.jobs().keySet().stream().filter(job -> !jobs.has(job)).forEach(jobs::forget);
  }
}
