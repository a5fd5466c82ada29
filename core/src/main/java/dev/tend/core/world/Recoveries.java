package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunKind;
import dev.tend.core.time.Moment;
import java.util.Optional;

/// Takes over what an earlier daemon left running, or finds out that it ended meanwhile.
final class Recoveries {
  private static final Exit UNSEEN = new Exit.Unknown("it ended while no daemon was running");

  private final World world;
  private final Slots slots;
  private final Roster roster;

  Recoveries(World world, Slots slots, Roster roster) {
    this.world = world;
    this.slots = slots;
    this.roster = roster;
  }

  void take(Recovered recovered, Moment now) {
    // The living first: a record can outlive its run, and then another run has the slot.
    recovered.runs().stream().filter(run -> run.alive().isPresent()).forEach(run -> take(run, now));
    recovered.runs().stream().filter(run -> run.alive().isEmpty()).forEach(run -> take(run, now));
  }

  private void take(Recovered.Run run, Moment now) {
    String unwanted = "an earlier daemon left it running, and no unit asks for it";
    Cause cause = new Cause.Recovered(unwanted, now.wall());
    Slot slot = slots.find(run.instance()).orElseGet(() -> roster.leftover(run.instance(), cause));
    world.claim(run.run(), slot);
    if (run.kind() == RunKind.HOOK || slot.occupied()) {
      // A command beside the service, or a record that outlived its run: nothing of it may stay.
      world.effect(new Effect.KillTree(run.run()));
      if (run.alive().isEmpty()) {
        world.ended(slot, run.run(), UNSEEN);
      }
      return;
    }
    Instance idle = slot.instance();
    slot.instance(
        new Instance(idle.state(), run.ledger(), idle.since(), idle.cause(), idle.adopted()));
    if (!slot.wantedUp() && !slot.removed() && !world.heldDown(slot.id)) {
      // Somebody wanted it up, and nobody has wanted it down since.
      slot.target(new Target.Up(new Cause.Recovered("an earlier daemon had it up", now.wall())));
    }
    world.effect(new Effect.OpenOutput(slot.id, slot.spec().log()));
    Optional<ProcessRef> alive = run.alive();
    if (alive.isPresent()) {
      world.step(slot, new Event.Adopted(run.run(), alive.get(), run.stable()));
      return;
    }
    world.occur(run.run(), new Event.Vanished(run.run(), UNSEEN, run.stable()));
  }
}
