package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.spec.InstanceId;
import java.util.ArrayList;
import java.util.List;

/// Kills what is on its way down and takes its time.
record Haste(World world, Slots slots) {

  Reply all(Cause cause) {
    long position = world.position();
    List<InstanceId> touched = new ArrayList<>();
    for (Slot slot : List.copyOf(slots.all())) {
      if (slot.leaving()) {
        world.steps().cut(slot);
      }
      if (!slot.leaving() || !slot.occupied()) {
        continue;
      }
      if (slot.instance().state() instanceof Alive
          || slot.instance().state() instanceof Sought.Awaiting
          || slot.instance().state() instanceof Sought.Expecting) {
        world.step(slot, new Event.Halt(slot.unwanted()));
      }
      if (slot.instance().state() instanceof Leaving) {
        world.step(slot, new Event.Hasten(cause));
        touched.add(slot.id);
      }
    }
    return new Reply.Done(touched, position);
  }
}
