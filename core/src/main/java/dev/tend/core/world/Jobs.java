package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.Job;
import dev.tend.core.job.JobEffect;
import dev.tend.core.job.JobEvent;
import dev.tend.core.job.JobState;
import dev.tend.core.job.JobStep;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Once;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/// The jobs beside their workers: lets them hear what becomes of those, and does what they want.
///
/// A worker is an instance whose target only its job sets. What happens to it is heard here and
/// stepped a little later in the same turn, so that no job is stepped within a step of another.
final class Jobs {
  private final Stage world;
  private final Slots slots;
  private final Prints prints;
  private final DoubleSupplier chance;
  private final JobEvents heard = new JobEvents();
  private final JobPosts posts = new JobPosts();
  private boolean closed;

  /// @param chance draws a number from 0 (inclusive) to 1 (exclusive)
  Jobs(Stage world, Slots slots, Prints prints, DoubleSupplier chance) {
    this.world = world;
    this.slots = slots;
    this.prints = prints;
    this.chance = chance;
  }

  Jobs copy(Stage stage, Slots copied) {
    Jobs copy = new Jobs(stage, copied, prints, () -> 0.5);
    copy.posts.copy(posts);
    return copy;
  }

  boolean has(UnitName unit) {
    return posts.find(unit).isPresent();
  }

  Optional<JobState> state(UnitName unit) {
    return posts.find(unit).map(JobView::state);
  }

  void begin(UnitName job, Cause cause) {
    tell(job, new JobEvent.Begin(prints.of(posts.get(job).spec()), cause));
  }

  /// A job is part of the configuration from now on.
  ///
  /// @param known what an earlier daemon knew of it
  void define(JobSpec spec, Optional<JobState> known, Cause cause, Moment now) {
    resume(spec, known.orElseGet(() -> JobState.idle(prints.of(spec), cause, now)));
  }

  /// A job that is new runs, if it is to run by itself; one that comes back goes on.
  void bring(JobSpec spec, Optional<JobState> known, Cause cause, Moment now) {
    define(spec, known, cause, now);
    known.ifPresent(_ -> goOn(spec.name()));
    change(spec, spec, Optional.empty(), cause);
  }

  /// A job of an earlier daemon's goes on by what it was begun with.
  void resume(JobSpec spec, JobState state) {
    posts.put(new JobView(spec, state, Long.MAX_VALUE));
  }

  /// Its spec is this from now on: what it has done is done again if it was for something else.
  ///
  /// @param stood how far it had come by this spec; that is what it goes on with then
  /// @return whether it is begun anew
  boolean change(JobSpec before, JobSpec next, Optional<JobState> stood, Cause cause) {
    JobView post = posts.get(next.name());
    posts.put(new JobView(next, post.state(), post.wakeNanos()));
    Fingerprint print = prints.of(next);
    // Whether it is its day, those look that begin it then.
    boolean byItself = next.worker().autostart() && next.rule().once() == Once.EVER;
    boolean begins = Job.begins(post.state(), print, byItself);
    if (begins && stood.isPresent()) {
      resume(next, stood.get());
      posts.note(next.name());
      goOn(next.name());
      return false;
    }
    if (begins) {
      tell(next.name(), new JobEvent.Begin(print, cause));
      return true;
    }
    if (!next.equals(before) || !print.equals(post.state().spec())) {
      // What it has not heard of yet in this turn may be of a spec that came and went in it.
      tell(next.name(), new JobEvent.Adapted(print));
    }
    SortedMap<Integer, JobState.Work> tooMany =
        post.state().workers().tailMap(next.rule().slots() + 1);
    tooMany.keySet().forEach(slot -> tell(next.name(), new JobEvent.Dismissed(slot, cause)));
    if (before.rule().suspend() && !next.rule().suspend()) {
      tell(next.name(), new JobEvent.Resume(cause));
    } else if (!before.rule().suspend() && next.rule().suspend()) {
      tell(next.name(), new JobEvent.Suspend(cause));
    }
    return false;
  }

  /// It is no longer part of the configuration; its workers are ended with their slots.
  void forget(UnitName job) {
    posts.remove(job);
  }

  /// It may come back, so that it stays noted how far it had come.
  void keep(UnitName job, JobState state) {
    posts.keep(job, state);
  }

  /// Whether the job of this slot has a worker there that is not on its way out.
  boolean employs(Slot slot) {
    return work(slot).filter(work -> !work.stopping()).isPresent();
  }

  private Optional<JobState.Work> work(Slot slot) {
    return state(slot.id.unit()).map(state -> state.workers().get(slot.id.number()));
  }

  /// All that an earlier daemon left is in its slots, and what became of it was told.
  ///
  /// @param start why a job runs by itself
  /// @param changed why one is run anew
  void open(Cause start, Cause changed) {
    posts
        .views()
        .forEach(post -> {
          goOn(post.name());
          if (!world.runsOnce(post.name())) {
            change(
                post.spec(),
                post.spec(),
                Optional.empty(),
                post.state().round() > 0 ? changed : start);
          }
        });
  }

  /// A job goes on with what it finds in its slots.
  void goOn(UnitName job) {
    JobView post = posts.get(job);
    SortedMap<Integer, RunId> occupied = new TreeMap<>();
    for (Slot slot : slots.of(job)) {
      slot.instance().state().run().ifPresent(run -> occupied.put(slot.id.number(), run));
      JobState.Work work = post.state().workers().get(slot.id.number());
      if (work != null) {
        slot.vars(Workers.variables(post.spec(), work.index()));
      }
      if (!employs(slot) && !Workers.rest(slot.instance().state())) {
        slot.target(new Target.Down(post.state().cause()));
      }
    }
    tell(job, new JobEvent.Opened(occupied));
  }

  /// The daemon ends, and takes the workers down with it: what they were at is for the next one.
  void close() {
    closed = true;
  }

  /// Something that a job is to hear of in this turn.
  void tell(UnitName job, JobEvent event) {
    heard.add(job, event);
  }

  /// One step of an instance is made; its job, if it has a worker there by now, hears of runs that
  /// begin and end.
  void stepped(Slot slot, Instance before, Instance after) {
    Optional<JobState.Work> work = work(slot);
    if (work.isEmpty()) {
      return;
    }
    List<JobEvent> news = Workers.heard(slot.id.number(), before, after);
    news.forEach(event -> tell(slot.id.unit(), event));
    if (Workers.result(after).isPresent() && work.get().run().equals(before.state().run())) {
      // Whoever wanted a new process for it wanted that while it was at work.
      slot.order(new Order.None());
    }
  }

  /// Wakes those whose time has come.
  void ring(Moment now) {
    posts.due(now).forEach(job -> tell(job, new JobEvent.Woken()));
  }

  long nextNanos() {
    return posts.nextNanos();
  }

  /// Steps what was heard; `false` if nothing was.
  boolean advance(Moment now) {
    boolean moved = !heard.isEmpty();
    while (!heard.isEmpty()) {
      JobEvents.Heard next = heard.take();
      if (!(closed && next.event() instanceof JobEvent.Begin)) {
        posts.find(next.job()).ifPresent(post -> step(post, next.event(), now));
      }
    }
    return moved;
  }

  private void step(JobView post, JobEvent event, Moment now) {
    UnitName job = post.name();
    JobStep step =
        Job.step(post.state(), event, post.spec().rule(), now, !closed, chance.getAsDouble());
    JobState state = step.state();
    long wake = closed ? Long.MAX_VALUE : state.wakeNanos(post.spec().rule(), now.monotonicNanos());
    posts.put(new JobView(post.spec(), state, wake));
    if (!state.equals(post.state())) {
      posts.note(job);
      world.settleLater(job);
    }
    step.effects().forEach(effect -> enact(post.spec(), effect));
    if (event instanceof JobEvent.Begin(var _, Cause cause)) {
      world.pull(job, cause);
    }
  }

  private void enact(JobSpec spec, JobEffect effect) {
    switch (effect) {
      case JobEffect.Try(int number, int index, Cause cause) -> {
        Slot slot = slot(spec, number, cause);
        slot.vars(Workers.variables(spec, index));
        slot.target(new Target.Up(cause));
        // What is there still, is of a unit that had this name before.
        slot.order(slot.occupied() ? new Order.Renew(cause) : new Order.Try(cause));
      }
      case JobEffect.Stop(int number, Cause cause) ->
          slots
              .find(new InstanceId(spec.name(), number))
              .ifPresent(slot -> {
                slot.target(new Target.Down(cause));
                slot.order(new Order.None());
              });
      case JobEffect.Tell(String type, int number, Cause cause) ->
          world.note(Optional.of(new InstanceId(spec.name(), number)), type, cause);
      case JobEffect.Expire _ ->
          world.retire(spec.name(), state(spec.name()).orElseThrow().cause());
    }
  }

  /// Its slots may have gone when its time to live was over.
  private Slot slot(JobSpec spec, int number, Cause cause) {
    InstanceId id = new InstanceId(spec.name(), number);
    if (slots.find(id).filter(slot -> !slot.removed()).isEmpty()) {
      world.define(spec, cause);
    }
    return slots.find(id).orElseThrow();
  }

  /// What is to be noted anew.
  List<Note> notes() {
    return posts.notes();
  }

  List<JobView> views() {
    return posts.views();
  }
}
