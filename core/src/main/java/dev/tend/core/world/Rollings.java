package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.time.Moment;
import dev.tend.core.world.Rolling.Phase;
import dev.tend.core.world.Rolling.Sight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The rolling restarts that are under way, and how the last ones ended.
final class Rollings {

  /// Of those that are over, so many can still be asked for.
  private static final int ENDED_MAX = 32;

  private final World world;
  private final Slots slots;
  private final Wishes wishes;
  private List<Rolling> all = List.of();

  Rollings(World world, Slots slots, Wishes wishes) {
    this.world = world;
    this.slots = slots;
    this.wishes = wishes;
  }

  List<Rolling> all() {
    return all;
  }

  /// The one in which the instance is to get a new process when its turn comes.
  Optional<Rolling> awaited(InstanceId id) {
    return all.stream()
        .filter(rolling -> rolling.phase() == Phase.ROLLING && rolling.old().contains(id))
        .findFirst();
  }

  /// Begins one over those of the chosen that are to be up. One that it has an instance in common
  /// with makes room for it.
  Reply begin(List<Slot> chosen, int atOnce, Cause asked) {
    List<InstanceId> up =
        List.copyOf(
            new TreeSet<>(chosen.stream().filter(Slot::wantedUp).map(slot -> slot.id).toList()));
    if (up.isEmpty()) {
      return new Reply.Done(up, world.position());
    }
    stop(up, "another one took its place", asked);
    long position = world.position();
    begin(position + 1, up, List.of(), atOnce, asked);
    return new Reply.Done(up, position);
  }

  /// Goes on with one that an earlier daemon did not end. Others of these units were restarted in
  /// it, or might have been: who of them is not ready yet is waited for.
  ///
  /// @param left whose turn had not come
  void resume(Standing.Aim.Roll rolling, List<Slot> left, Cause asked) {
    List<InstanceId> old = left.stream().map(slot -> slot.id).toList();
    List<InstanceId> others =
        left.stream()
            .map(slot -> slot.id.unit())
            .distinct()
            .flatMap(unit -> slots.of(unit).stream())
            .filter(slot -> slot.wantedUp() && !slot.removed() && !old.contains(slot.id))
            .map(slot -> slot.id)
            .toList();
    begin(rolling.rolling(), old, others, rolling.atOnce(), asked);
  }

  private void begin(
      long id, List<InstanceId> old, List<InstanceId> underWay, int atOnce, Cause asked) {
    Rolling begun = new Rolling(id, atOnce, asked, Phase.ROLLING, "", old, underWay, List.of());
    say("rolling", "rolling restart of " + names(old) + ", " + atOnce + " at a time", asked);
    put(begun);
    touch(begun);
  }

  private void put(Rolling begun) {
    List<Rolling> next = new ArrayList<>(all);
    next.add(begun);
    List<Rolling> ended = next.stream().filter(one -> one.phase() != Phase.ROLLING).toList();
    if (ended.size() > ENDED_MAX) {
      next.remove(ended.getFirst());
    }
    all = List.copyOf(next);
  }

  /// Ends those that have to do with these, because somebody asked for something else.
  void stop(Collection<InstanceId> instances, String why, Cause asked) {
    List<Rolling> next = new ArrayList<>();
    for (Rolling rolling : all) {
      boolean ends = rolling.phase() == Phase.ROLLING && instances.stream().anyMatch(rolling::isOf);
      next.add(ends ? told(rolling.stopped(why), asked) : rolling);
    }
    all = List.copyOf(next);
  }

  /// Lets all of them go on as far as they may now; `false` if nothing follows from that.
  boolean advance(Moment now) {
    if (all.stream().noneMatch(rolling -> rolling.phase() == Phase.ROLLING)) {
      return false;
    }
    boolean moved = false;
    List<Rolling> next = new ArrayList<>();
    for (Rolling rolling : all) {
      Rolling after = rolling.without(this::completed).next(this::look, this::failure);
      for (InstanceId id : after.underWay()) {
        if (!rolling.underWay().contains(id)) {
          renew(id, after, now);
          moved = true;
        }
      }
      boolean over = rolling.phase() == Phase.ROLLING && after.phase() != Phase.ROLLING;
      next.add(
          over ? told(after, new Cause.Rule(after.because(), now.wall(), after.asked())) : after);
    }
    all = List.copyOf(next);
    return moved;
  }

  private void renew(InstanceId id, Rolling rolling, Moment now) {
    String turn = "its turn in a rolling restart came";
    String after =
        rolling.renewed().isEmpty() ? "" : ", after " + rolling.renewed().getLast() + " was ready";
    Cause cause = new Cause.Rule(turn + after, now.wall(), rolling.asked());
    // What was stopped, or has failed since somebody asked, stays so.
    Predicate<Slot> may = slot -> Opening.mayPull(slot, world.heldDown(slot.id));
    wishes.renew(slots.find(id).stream().toList(), cause, may);
  }

  /// There is no process to replace.
  private boolean completed(InstanceId id) {
    return slots
        .find(id)
        .filter(slot -> slot.instance().state() instanceof State.Completed)
        .isPresent();
  }

  private Sight look(InstanceId id) {
    Optional<Slot> slot = slots.find(id).filter(found -> !found.removed() && found.wantedUp());
    return slot.map(Rollings::look).orElse(Sight.GONE);
  }

  /// How a slot that is to be up stands to doing its work.
  static Sight look(Slot slot) {
    if (slot.order() instanceof Order.Renew || slot.order() instanceof Order.Try) {
      return Sight.COMING;
    }
    State state = slot.instance().state();
    if (slot.ready() || state instanceof State.Completed) {
      return Sight.READY;
    }
    boolean over =
        state instanceof State.Failed
            || state instanceof State.Backoff
            || state instanceof State.Elsewhere;
    return over || slot.instance().ledger().attempt() > 1 ? Sight.FAILED : Sight.COMING;
  }

  private String failure(InstanceId id) {
    return slots.find(id).map(slot -> slot.instance().cause().story()).orElse("it is gone");
  }

  private Rolling told(Rolling ended, Cause cause) {
    String what = ended.phase() == Phase.DONE ? "rolling restart done" : "rolling restart stopped";
    String news = ended.renewed().isEmpty() ? "none" : names(ended.renewed());
    String old = ended.old().isEmpty() ? "" : "; still old: " + names(ended.old());
    say("rolled", what + ": " + ended.because() + "; new: " + news + old, cause);
    touch(ended);
    return ended;
  }

  private void say(String type, String sentence, Cause because) {
    world.note(Optional.empty(), type, new Cause.Rule(sentence, because.at(), because));
  }

  /// What it means for them is part of where they stand.
  private void touch(Rolling rolling) {
    rolling.old().forEach(id -> world.settleLater(id.unit()));
  }

  private static String names(List<InstanceId> ids) {
    return String.join(", ", ids.stream().map(InstanceId::toString).toList());
  }
}
