package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.After;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.End;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.Remains;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.lifecycle.Standing.Aim;
import dev.tend.core.lifecycle.Standing.Phase;
import dev.tend.core.lifecycle.State;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Timing;
import dev.tend.core.time.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Takes over what an earlier daemon left running, or finds out that it ended meanwhile.
final class Recoveries {
  private static final Exit UNSEEN = new Exit.Unknown("it ended while no daemon was running");

  private final World world;
  private final Slots slots;
  private final Roster roster;
  private final Wishes wishes;
  private final Rollings rollings;
  private final SortedMap<RunId, Slot> buried = new TreeMap<>();

  Recoveries(World world, Slots slots, Roster roster, Wishes wishes, Rollings rollings) {
    this.world = world;
    this.slots = slots;
    this.roster = roster;
    this.wishes = wishes;
    this.rollings = rollings;
  }

  void take(Recovered recovered, Moment now) {
    // The living first: a record can outlive its run, and then another run has the slot.
    recovered.runs().stream()
        .filter(run -> run.alive().isPresent())
        .forEach(run -> take(run, recovered, now));
    recovered.runs().stream()
        .filter(run -> run.alive().isEmpty())
        .forEach(run -> take(run, recovered, now));
    recovered.standings().forEach(this::judge);
    buried.forEach(Recoveries::part);
    replace(recovered, now);
    slots.all().forEach(world::follow);
  }

  /// An end that was counted, its record removed, and what it comes to not decided.
  private void judge(InstanceId id, Standing standing) {
    Optional<Slot> slot = slots.find(id).filter(found -> found.wantedUp() && !found.occupied());
    if (slot.isPresent()
        && standing.phase() instanceof Phase.Leaving(RunId run, After.Judge after)
        && standing.counts(run)) {
      Ledger.LastExit end = standing.ledger().lastExit().orElseThrow();
      world.steps().claim(run, slot.get());
      world.occur(run, new Event.Vanished(run, end, after));
      world.occur(run, new Event.TreeEmpty(run));
    }
  }

  private void take(Recovered.Run run, Recovered recovered, Moment now) {
    String unwanted = "an earlier daemon left it running, and no unit asks for it";
    Cause cause = new Cause.Recovered(unwanted, now.wall());
    Optional<Standing> standing = recovered.standing(run.instance());
    Slot slot =
        slots
            .find(run.instance())
            .orElseGet(() -> {
              Slot leftover = roster.leftover(run.instance(), cause);
              standing.ifPresent(stood -> Opening.restore(world, leftover, stood, recovered));
              return leftover;
            });
    world.steps().claim(run.run(), slot);
    Optional<Seat> seat = slot.company().of(run.run());
    if (seat.isPresent()) {
      if (run.alive().isEmpty()) {
        Exit exit = seat.get().companion().known(run.run()).orElse(UNSEEN);
        world.occur(run.run(), new Event.Exited(run.run(), exit, false));
      }
      return;
    }
    boolean prepared = slot.instance().state().run().filter(run.run()::equals).isPresent();
    boolean beside = run.kind() != RunKind.MAIN || (slot.occupied() && !prepared);
    if (beside
        || (run.alive().isEmpty() && standing.filter(known -> over(known, run)).isPresent())) {
      // A command beside the service, or a record that outlived its run: nothing of it may stay.
      world.steps().bury(slot, run.run());
      retell(run, recovered, slot, now);
      buried.put(run.run(), slot);
      return;
    }
    slot.instance(standing.map(known -> known.idle(slot.instance())).orElse(slot.instance()));
    world.placed(slot);
    if (!slot.wished() && !slot.removed() && !world.heldDown(slot.id) && standing.isEmpty()) {
      // Somebody wanted it up, and nobody has wanted it down since.
      slot.target(new Target.Up(new Cause.Recovered("an earlier daemon had it up", now.wall())));
    }
    world.effect(new Effect.OpenOutput(slot.id, slot.spec().log()));
    run.alive()
        .ifPresentOrElse(
            process -> adopt(slot, run, process, standing), () -> bury(slot, run, recovered, now));
  }

  /// Nothing starts in a slot before what is buried beside it is gone too.
  private static void part(RunId beside, Slot slot) {
    if (slot.instance().state() instanceof State.Stopped && slot.company().holds()) {
      After after = slot.wantedUp() ? new After.Wait() : new After.Stay();
      State parting = new Leaving.Parting(Remains.nothing(beside, after), false);
      slot.instance(slot.instance().in(parting));
    }
  }

  /// Whether its end is counted, and nothing of it was left.
  private static boolean over(Standing standing, Recovered.Run run) {
    if (run.kind() != RunKind.MAIN) {
      return false;
    }
    return switch (standing.phase()) {
      case Phase.Down _, Phase.Backoff _, Phase.Completed _, Phase.Failed _ -> true;
      case Phase.Due _, Phase.Preparing _, Phase.Started _, Phase.Proved _ ->
          standing.counts(run.run());
      // A start that was refused has no end that could be counted.
      case Phase.Tidying(var tidied, var _) ->
          tidied.equals(run.run()) || standing.counts(run.run());
      case Phase.Retiring(var leaving, var _) ->
          !leaving.equals(run.run()) && standing.counts(run.run());
      case Phase.Leaving(var leaving, var _) ->
          !leaving.equals(run.run()) && standing.counts(run.run());
    };
  }

  /// The end was noted; whether it was told of too, nobody knows.
  private void retell(Recovered.Run run, Recovered recovered, Slot slot, Moment now) {
    Optional<Standing> standing = recovered.standing(run.instance());
    Optional<Ledger.LastExit> known = recovered.end(run.instance(), run.run());
    if (known.isPresent()) {
      world.ended(slot.id, known.get());
    } else if (run.alive().isEmpty()
        // Where the instance stands tells nothing of a command beside it.
        && (run.kind() != RunKind.MAIN || standing.filter(noted -> over(noted, run)).isEmpty())) {
      world.ended(slot.id, new Ledger.LastExit(run.run(), UNSEEN, now.wall()));
    }
  }

  private void adopt(
      Slot slot, Recovered.Run run, ProcessRef process, Optional<Standing> standing) {
    Phase phase = standing.map(Standing::phase).orElse(new Phase.Due());
    world.step(slot, new Event.Adopted(run.run(), process, phase));
  }

  private void bury(Slot slot, Recovered.Run run, Recovered recovered, Moment now) {
    Ledger.LastExit end =
        recovered
            .end(run.instance(), run.run())
            .orElseGet(() -> new Ledger.LastExit(run.run(), UNSEEN, now.wall()));
    boolean success = slot.spec().succeeds(end.exit());
    After after =
        recovered
            .standing(run.instance())
            .map(known -> known.afterwards(run.run(), success))
            .orElseGet(() -> new After.Judge(End.heard(success, false)));
    world.occur(run.run(), new Event.Vanished(run.run(), end, after));
  }

  private boolean outdated(Standing standing, Slot slot) {
    Timing timing = slot.spec().timing();
    return !standing.dates().version().equals(timing.from())
        || (timing.restartOnChange()
            && !standing.spec().process().equals(world.prints().of(slot.spec()).process()));
  }

  /// What runs by another spec than the one in force, or was being replaced, is replaced.
  private void replace(Recovered recovered, Moment now) {
    List<Slot> changed = new ArrayList<>();
    List<Slot> renewing = new ArrayList<>();
    Map<Aim.Roll, List<Slot>> rolling = new LinkedHashMap<>();
    for (Slot slot : slots.all()) {
      Optional<Standing> standing = recovered.standing(slot.id);
      if (standing.isEmpty() || !slot.serving()) {
        continue;
      }
      if (world.runsOnce(slot.id.unit())) {
        continue;
      }
      if (outdated(standing.get(), slot)) {
        changed.add(slot);
      } else if (standing.get().aim() instanceof Aim.Renew) {
        renewing.add(slot);
      } else if (standing.get().aim() instanceof Aim.Roll roll) {
        rolling.computeIfAbsent(roll, _ -> new ArrayList<>()).add(slot);
      }
    }
    Cause underWay =
        new Cause.Recovered("it was being replaced when an earlier daemon ended", now.wall());
    Predicate<Slot> may = slot -> Opening.mayPull(slot, world.heldDown(slot.id));
    wishes.renew(changed, Opening.changed(now), may);
    wishes.renew(renewing, underWay, may);
    String how = "a rolling restart was under way when an earlier daemon ended";
    rolling.forEach(
        (roll, left) -> rollings.resume(roll, left, new Cause.Recovered(how, now.wall())));
  }
}
