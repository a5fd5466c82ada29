package dev.tend.core.world;

import dev.tend.core.companion.Companion;
import dev.tend.core.companion.Hooking;
import dev.tend.core.companion.Probing;
import dev.tend.core.probe.Answered;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.time.Moment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// All that goes on beside an instance at one moment, and what it says of the instance.
///
/// @param seats in the order in which they came
record Company(List<Seat> seats) {

  /// Whose run it is, if it is a companion's.
  Optional<Seat> of(RunId run) {
    return seats.stream().filter(seat -> seat.companion().concerns(run)).findFirst();
  }

  /// The name of the hook that a run is, if it is one.
  Optional<String> hook(RunId run) {
    return of(run).flatMap(seat -> seat.companion().hook(run));
  }

  /// Whether something beside the run keeps the slot from being free.
  boolean holds() {
    return seats.stream().anyMatch(seat -> seat.companion().holds());
  }

  /// Whether no readiness probe has anything against the instance.
  boolean ready() {
    return all(Probing.class).allMatch(Probing::ready);
  }

  /// The last answers of its probes, oldest first.
  List<Answered> answers() {
    return all(Probing.class)
        .flatMap(probing -> probing.latest().stream())
        .sorted(Comparator.comparing(Answered::at))
        .toList();
  }

  /// What the probe that its start waits for has found out.
  Optional<String> lastly(Moment now) {
    return all(Probing.class).map(probing -> probing.lastly(now)).findFirst();
  }

  /// The hook that its state waits for.
  Optional<InstanceView.Busy> busy() {
    return all(Hooking.class).flatMap(hooking -> busy(hooking).stream()).findFirst();
  }

  private static Optional<InstanceView.Busy> busy(Hooking hooking) {
    HookPhase phase = hooking.duty().phase();
    return hooking
        .awaited()
        .<InstanceView.Busy>map(errand -> {
          OptionalLong due =
              errand.result().isEmpty() ? OptionalLong.of(errand.dueNanos()) : OptionalLong.empty();
          String name = quoted(phase, errand.hook().orElseThrow());
          return new InstanceView.Busy.Running(name, errand.since(), due);
        })
        .or(() -> hooking.again().map(name -> new InstanceView.Busy.Again(quoted(phase, name))));
  }

  private static String quoted(HookPhase phase, String name) {
    return phase.hook("'" + name + "'");
  }

  private <T extends Companion> Stream<T> all(Class<T> kind) {
    return seats.stream().map(Seat::companion).filter(kind::isInstance).map(kind::cast);
  }
}
