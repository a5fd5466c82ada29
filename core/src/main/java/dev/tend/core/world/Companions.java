package dev.tend.core.world;

import dev.tend.core.companion.Act;
import dev.tend.core.companion.Companion;
import dev.tend.core.companion.Duty;
import dev.tend.core.companion.Leftovers;
import dev.tend.core.companion.Probing;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.process.RunId;
import java.util.List;
import java.util.Optional;

/// Keeps beside each instance what its state asks for: begins the companions that are missing, and
/// dismisses those that nobody asks for any more.
///
/// It is called after whatever happened in a slot. So nothing goes on beside an instance longer
/// than its state says, nothing is begun twice for one duty, and nothing begins while something is
/// left of what came before, but for hooks that nobody waits for.
final class Companions {
  private final Steps steps;
  private final Alarms alarms;

  Companions(Steps steps, Alarms alarms) {
    this.steps = steps;
    this.alarms = alarms;
  }

  /// Lets what is beside the slot's instance follow its state.
  void follow(Slot slot) {
    while (once(slot)) {
      // What one companion told may have brought the instance into another state.
    }
  }

  /// One thing at a time; `false` if there is nothing to do.
  private boolean once(Slot slot) {
    List<Duty> duties = Duty.of(slot.instance().state(), slot.spec());
    if (duties.isEmpty() && slot.seats().isEmpty()) {
      return parts(slot);
    }
    for (Seat seat : slot.seats()) {
      if (!(seat.companion() instanceof Leftovers)
          && !Duty.suffers(slot.instance().state(), slot.spec(), seat.companion().duty())) {
        put(slot, seat, Leftovers.of(seat.companion(), steps.terms(slot)));
        return true;
      }
    }
    if (slot.seats().stream().map(Seat::companion).noneMatch(Companions::obstructs)) {
      for (Duty duty : duties) {
        if (slot.seats().stream().noneMatch(seat -> seat.companion().duty().equals(duty))) {
          Act begun = Companion.begin(duty, slot.instance(), steps.terms(slot));
          put(slot, slot.seat(begun.companion()), begun);
          return true;
        }
      }
    }
    return parts(slot);
  }

  private static boolean obstructs(Companion companion) {
    return companion instanceof Leftovers left && left.obstructs();
  }

  /// An instance whose run is over, and which waits for nothing more than that it is alone, is.
  private boolean parts(Slot slot) {
    if (slot.instance().state() instanceof Leaving.Parting && !slot.company().holds()) {
      steps.step(slot, new Event.Alone());
      return true;
    }
    return false;
  }

  /// The kernel tells something of a companion's run.
  void takes(Slot slot, Seat seat, Event.OfRun event) {
    put(slot, seat, seat.companion().takes(event, steps.terms(slot)));
    follow(slot);
  }

  /// The prober answers. Nobody waits for an answer to a question that was dropped.
  void answered(Slot slot, AskId ask, Finding finding) {
    for (Seat seat : slot.seats()) {
      if (seat.companion() instanceof Probing probing
          && probing.open().filter(ask::equals).isPresent()) {
        put(slot, seat, probing.answered(ask, finding, steps.terms(slot)));
        follow(slot);
        return;
      }
    }
  }

  /// The alarm of a companion went off.
  void rings(Bell bell) {
    Optional<Seat> seat = bell.slot.seats().stream().filter(each -> each.bell == bell).findFirst();
    if (seat.isPresent()) {
      put(bell.slot, seat.get(), seat.get().companion().rings(steps.terms(bell.slot)));
      follow(bell.slot);
    }
  }

  private void put(Slot slot, Seat seat, Act act) {
    seat.companion(act.companion());
    boolean over = act.companion() instanceof Leftovers(Duty _, var errands) && errands.isEmpty();
    if (over) {
      slot.leave(seat);
    }
    alarms.arm(
        seat.bell, act.companion().coming().map(Companion.Coming::atNanos).orElse(Bell.NEVER));
    steps.enact(slot, act);
    act.told().forEach(event -> steps.step(slot, event));
  }

  /// An earlier daemon left this under way.
  void resume(Slot slot, Companion companion) {
    Seat seat = slot.seat(companion);
    alarms.arm(seat.bell, companion.coming().map(Companion.Coming::atNanos).orElse(Bell.NEVER));
  }

  /// An earlier daemon left this run, and nobody can go on with it.
  void bury(Slot slot, RunId run) {
    Act act = Leftovers.bury(run, steps.terms(slot));
    put(slot, slot.seat(act.companion()), act);
  }

  /// Ends what may otherwise last until it ends by itself.
  void cut(Slot slot) {
    for (Seat seat : slot.seats()) {
      if (seat.companion() instanceof Leftovers left) {
        put(slot, seat, left.cut(steps.terms(slot)));
      }
    }
  }

  /// The instance pays for a defect of ours with all that is beside it; its runs are not forgotten.
  void abandon(Slot slot) {
    for (Seat seat : slot.seats()) {
      alarms.arm(seat.bell, Bell.NEVER);
      slot.leave(seat);
    }
  }
}
