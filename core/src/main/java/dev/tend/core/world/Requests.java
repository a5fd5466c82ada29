package dev.tend.core.world;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import dev.tend.core.world.Request.OfJob.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// What requests mean for what instances should be.
final class Requests {
  private final World world;
  private final Slots slots;
  private final Wishes wishes;
  private final Rollings rollings;
  private final Jobs jobs;
  private final Applying applying;
  private final Crons crons;
  private final Held held;
  private boolean ending;
  private boolean keep;

  Requests(
      World world,
      Slots slots,
      Wishes wishes,
      Rollings rollings,
      Jobs jobs,
      Crons crons,
      Roster roster) {
    this.world = world;
    this.slots = slots;
    this.wishes = wishes;
    this.rollings = rollings;
    this.crons = crons;
    this.jobs = jobs;
    this.held = new Held(slots);
    this.applying = new Applying(world, slots, wishes, roster, jobs, crons, held);
  }

  Configuration configuration() {
    return applying.inForce();
  }

  Applying applying() {
    return applying;
  }

  /// Looks after what goes on with the configuration; `false` if nothing follows from that.
  boolean advance(Moment now) {
    boolean moved = !ending && applying.advance(now);
    if (moved) {
      prune();
    }
    return moved;
  }

  /// When a job, or the trial of a configuration, wants to be looked at; `Long.MAX_VALUE` for
  /// never. A daemon that ends judges no trial any more.
  long nextNanos() {
    return ending ? jobs.nextNanos() : Math.min(jobs.nextNanos(), applying.nextNanos());
  }

  boolean ending() {
    return ending;
  }

  /// What of it changed since the last call.
  List<Note> notes() {
    return held.notes();
  }

  /// Whether the daemon ends and takes everything down with it.
  boolean endsAll() {
    return ending && !keep;
  }

  /// Whether an operator stopped the instance, and nobody has started it since.
  boolean heldDown(InstanceId id) {
    return held.has(id);
  }

  /// All that an operator stopped; what is handed out does not change.
  Set<InstanceId> held() {
    return held.all();
  }

  /// Whether a shutdown is complete.
  boolean finished() {
    return ending && (keep || slots.all().stream().allMatch(Slot::vacant));
  }

  /// The daemon's start: this is in force, and what an operator stopped of it stays stopped.
  void begin(Configuration first, SortedMap<InstanceId, Cause.Asked> before) {
    applying.begin(first);
    held.begin(before);
  }

  /// What was stopped, and is not there any more, is forgotten.
  void prune() {
    held.prune();
  }

  Reply answer(Request request, Moment now) {
    if (ending && !(request instanceof Request.Shutdown) && !(request instanceof Request.Hasten)) {
      return new Reply.Refused(
          Reply.Reason.CONFLICT,
          "the daemon is ending",
          "Start it again with 'tend serve' or 'tend up'.");
    }
    return switch (request) {
      case Request.Start(var what, boolean force, Actor actor) ->
          start(what, force, asked(actor, force ? "forced start" : "start", now));
      case Request.Restart(var what, Actor actor) -> restart(what, asked(actor, "restart", now));
      case Request.Roll(var what, int atOnce, Actor actor) ->
          roll(what, atOnce, asked(actor, "rolling restart", now));
      case Request.Stop(var what, Optional<Duration> patience, Actor actor) ->
          stop(what, patience, asked(actor, "stop", now));
      case Request.Scale(UnitName unit, int instances, Actor actor) ->
          scale(unit, instances, asked(actor, "scale to " + instances, now));
      case Request.Cron cron -> new CronRequests(world, crons).answer(cron, now);
      case Request.Rehearse(Configuration next, Actor actor) ->
          new Reply.Planned(applying.plan(next, actor, now));
      case Request.Reload wanted -> {
        Reply reply = applying.apply(wanted, now);
        prune();
        yield reply;
      }
      case Request.OfJob(UnitName job, var verb, Actor actor) ->
          ofJob(job, verb, asked(actor, verb.name().toLowerCase(Locale.ROOT), now));
      case Request.Shutdown(boolean leave, Actor actor) ->
          shutdown(leave, asked(actor, "shutdown", now));
      case Request.Hasten(Actor actor) ->
          new Haste(world, slots).all(asked(actor, "faster end", now));
    };
  }

  private static Cause.Asked asked(Actor actor, String verb, Moment now) {
    return new Cause.Asked(actor, verb, now.wall());
  }

  private Reply start(List<Selector> what, boolean force, Cause.Asked asked) {
    return raise(what, Verb.START, force, asked, chosen -> wishes.up(chosen, asked, _ -> true));
  }

  private Reply restart(List<Selector> what, Cause.Asked asked) {
    return raise(
        what,
        Verb.RESTART,
        false,
        asked,
        chosen -> {
          SortedSet<InstanceId> touched = wishes.renew(chosen, asked, _ -> true);
          rollings.stop(touched, asked.sentence(), asked);
          return touched;
        });
  }

  private Reply roll(List<Selector> what, int atOnce, Cause.Asked asked) {
    return chosen(what, Verb.RESTART, asked, chosen -> rollings.begin(chosen, atOnce, asked));
  }

  private Reply stop(List<Selector> what, Optional<Duration> patience, Cause.Asked asked) {
    return selected(
        what,
        Verb.STOP,
        asked,
        chosen -> {
          chosen.forEach(slot -> slot.patience(patience));
          SortedSet<InstanceId> touched = wishes.down(chosen, asked);
          held.add(chosen, asked);
          return touched;
        });
  }

  /// Starts or restarts; what an operator wants up is held down no longer.
  private Reply raise(List<Selector> what, Verb verb, boolean force, Cause.Asked asked, Wish wish) {
    if (picks().pick(what) instanceof Picks.Picked.Some(List<Slot> meant, var named)) {
      Optional<Reply> refused = world.changeover().raises(meant, named, force);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    return selected(
        what,
        verb,
        asked,
        chosen -> {
          SortedSet<InstanceId> touched = wish.make(chosen);
          held.release();
          return touched;
        });
  }

  /// Does something to the instances that selectors mean, or refuses with nothing changed.
  private Reply selected(List<Selector> what, Verb verb, Cause.Asked asked, Wish wish) {
    long position = world.position();
    return chosen(
        what, verb, asked, chosen -> new Reply.Done(List.copyOf(wish.make(chosen)), position));
  }

  /// @param verb what is asked of the jobs among them
  private Reply chosen(
      List<Selector> what, Verb verb, Cause.Asked asked, Function<List<Slot>, Reply> then) {
    return switch (picks().pick(what)) {
      case Picks.Picked.Nothing(Reply.Refused refused) -> refused;
      case Picks.Picked.Some(List<Slot> chosen, SortedSet<UnitName> named) -> {
        named.forEach(job -> new JobWishes(jobs).ask(job, verb, asked));
        Reply reply = then.apply(chosen);
        yield reply instanceof Reply.Done(var touched, long position)
            ? picks().with(touched, named, position)
            : reply;
      }
    };
  }

  private Reply ofJob(UnitName job, Verb verb, Cause.Asked asked) {
    long position = world.position();
    boolean runs = verb == Verb.RUN || verb == Verb.START || verb == Verb.RESTART;
    return picks()
        .job(job)
        .<Reply>map(refused -> refused)
        .or(() -> runs ? world.changeover().refuses(slots.of(job)) : Optional.empty())
        .or(() ->
            new JobWishes(jobs)
                .ask(job, verb, asked)
                .map(why -> new Reply.Refused(Reply.Reason.CONFLICT, why, "")))
        .orElseGet(() -> picks().with(List.of(), new TreeSet<>(Set.of(job)), position));
  }

  private Picks picks() {
    return new Picks(slots, jobs, crons, configuration());
  }

  /// Sets what instances should be, and tells whom that touched.
  private interface Wish {
    SortedSet<InstanceId> make(List<Slot> chosen);
  }

  private Reply scale(UnitName unit, int instances, Cause cause) {
    Optional<Reply.Refused> objection = picks().unscalable(unit, instances);
    if (objection.isPresent()) {
      return objection.get();
    }
    long position = world.position();
    ServiceSpec spec = slots.spec(unit).orElseThrow();
    SortedSet<InstanceId> touched = applying.reload().scale(spec, instances, cause);
    prune();
    return new Reply.Done(List.copyOf(touched), position);
  }

  private Reply shutdown(boolean leave, Cause cause) {
    long position = world.position();
    ending = true;
    keep = leave;
    if (!leave) {
      jobs.close();
    }
    world.note(Optional.empty(), "shutdown", cause);
    SortedSet<InstanceId> touched =
        leave ? new TreeSet<>() : wishes.down(List.copyOf(slots.all()), cause);
    return new Reply.Done(List.copyOf(touched), position);
  }
}
