package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// A rolling restart: some instances get new processes, a few at a time, for as long as the new
/// ones do their work.
///
/// It takes one unit after the other. Never more of a unit's instances are down at once than was
/// asked for, whoever brought them down; those that are down already come first. It stops at the
/// first new one that fails, and leaves the rest as it is.
///
/// @param id the number of the entry that tells of its beginning
/// @param atOnce how many may be down at once
/// @param phase whether it goes on
/// @param because why it is over, a clause; empty while it goes on
/// @param old whose turn has not come, in the order of their names
/// @param underWay who is being restarted
/// @param renewed who has a new process that is ready
public record Rolling(
    long id,
    int atOnce,
    Cause asked,
    Phase phase,
    String because,
    List<InstanceId> old,
    List<InstanceId> underWay,
    List<InstanceId> renewed) {

  /// How it stands with it.
  public enum Phase {
    ROLLING,
    DONE,
    STOPPED
  }

  /// How an instance stands to doing its work.
  enum Sight {
    READY,
    COMING,
    FAILED,
    /// It is not there any more, or is to stay down.
    GONE
  }

  public Rolling {
    old = List.copyOf(old);
    underWay = List.copyOf(underWay);
    renewed = List.copyOf(renewed);
    if (atOnce < 1) {
      throw new IllegalArgumentException("nobody is restarted " + atOnce + " at a time");
    }
  }

  /// The same without some of those whose turn has not come.
  Rolling without(Predicate<InstanceId> which) {
    List<InstanceId> rest = new ArrayList<>(old);
    rest.removeIf(which);
    return rest.size() == old.size() || phase != Phase.ROLLING
        ? this
        : with(phase, because, rest, underWay, renewed);
  }

  /// What follows from what its instances are now; those that it newly has under way are to be
  /// restarted.
  ///
  /// @param failure tells of one that has failed, as a clause
  Rolling next(Function<InstanceId, Sight> look, Function<InstanceId, String> failure) {
    if (phase != Phase.ROLLING) {
      return this;
    }
    List<InstanceId> waiting = without(old, look, Sight.GONE);
    List<InstanceId> going = without(underWay, look, Sight.GONE);
    List<InstanceId> fresh = without(renewed, look, Sight.GONE);
    going.stream().filter(id -> look.apply(id) == Sight.READY).forEach(fresh::add);
    going.removeIf(id -> look.apply(id) == Sight.READY);
    Optional<InstanceId> failed =
        with(going, fresh).stream().filter(id -> look.apply(id) == Sight.FAILED).findFirst();
    if (failed.isPresent()) {
      String why = failed.get() + " failed: " + failure.apply(failed.get());
      return with(Phase.STOPPED, why, waiting, going, fresh);
    }
    if (waiting.isEmpty() && going.isEmpty()) {
      String why = fresh.isEmpty() ? "none of them is to be up any more" : "all are new";
      return with(Phase.DONE, why, waiting, going, fresh);
    }
    Optional<InstanceId> turn = turn(look, waiting, going, fresh);
    while (turn.isPresent()) {
      waiting.remove(turn.get());
      going.add(turn.get());
      turn = turn(look, waiting, going, fresh);
    }
    return with(phase, because, waiting, going, fresh);
  }

  /// Whose turn comes now: that of one that is down anyway, before that of one that does its work.
  private Optional<InstanceId> turn(
      Function<InstanceId, Sight> look,
      List<InstanceId> waiting,
      List<InstanceId> going,
      List<InstanceId> fresh) {
    Optional<UnitName> unit =
        going.stream().findFirst().or(() -> waiting.stream().findFirst()).map(InstanceId::unit);
    List<InstanceId> left =
        waiting.stream().filter(id -> unit.filter(id.unit()::equals).isPresent()).toList();
    List<InstanceId> done =
        fresh.stream().filter(id -> unit.filter(id.unit()::equals).isPresent()).toList();
    List<InstanceId> down = without(left, look, Sight.READY);
    int lost = down.size() + going.size() + without(done, look, Sight.READY).size();
    if (!down.isEmpty()) {
      return going.size() < atOnce ? Optional.of(down.getFirst()) : Optional.empty();
    }
    return lost < atOnce ? left.stream().findFirst() : Optional.empty();
  }

  private static List<InstanceId> without(
      List<InstanceId> from, Function<InstanceId, Sight> look, Sight sight) {
    List<InstanceId> rest = new ArrayList<>(from);
    rest.removeIf(id -> look.apply(id) == sight);
    return rest;
  }

  private static List<InstanceId> with(List<InstanceId> first, List<InstanceId> second) {
    List<InstanceId> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  private Rolling with(
      Phase next,
      String why,
      List<InstanceId> waiting,
      List<InstanceId> going,
      List<InstanceId> fresh) {
    return new Rolling(id, atOnce, asked, next, why, waiting, going, fresh);
  }

  /// It goes on no longer.
  Rolling stopped(String why) {
    return with(Phase.STOPPED, why, old, underWay, renewed);
  }

  boolean isOf(InstanceId instance) {
    return old.contains(instance) || underWay.contains(instance) || renewed.contains(instance);
  }

  /// Whether it was stopped before the instance had its turn.
  public boolean leftOut(InstanceId instance) {
    return phase == Phase.STOPPED && old.contains(instance);
  }

  /// Before whom an instance waits for its turn: `web.1`; empty unless it does.
  public Optional<String> waitsFor(InstanceId instance) {
    int place = old.indexOf(instance);
    if (phase != Phase.ROLLING || place < 0) {
      return Optional.empty();
    }
    List<InstanceId> before = place > 0 ? old.subList(place - 1, place) : with(underWay, renewed);
    return Optional.of(before.isEmpty() ? "the others" : before.getLast().toString());
  }
}
