package dev.tend.core.companion;

import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.HookProgress;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.State;
import dev.tend.core.lifecycle.Terms;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Something that goes on beside an instance in its slot: a small state machine of its own, with
/// runs and an alarm of its own.
///
/// A state of the instance says which duties there are ([Duty#of]); the world begins a companion
/// for each that has none, and dismisses those whose duty is over. So no companion has to know what
/// becomes of the instance, and none can go on when its time is over. What it finds out it tells as
/// an event of the instance's lifecycle ([Act#told]).
public sealed interface Companion permits Inquiry, Hooking, Leftovers, Probing {

  /// What it is there for.
  Duty duty();

  /// Its commands of which something is, or may be, alive.
  List<Errand> errands();

  /// What happens by itself if nothing else comes first.
  default Optional<Coming> coming() {
    return errands().stream()
        .min(Comparator.comparingLong(Errand::dueNanos))
        .map(errand -> new Coming(errand.dueNanos(), prospect(errand)));
  }

  /// What becomes of one of its errands when that is due, as a clause: `it is killed once more`.
  String prospect(Errand errand);

  /// The kernel tells something of one of its runs.
  Act takes(Event.OfRun event, Terms terms);

  /// What it was waiting for is due.
  Act rings(Terms terms);

  /// Whether something of the run has to do with it.
  default boolean concerns(RunId run) {
    return errands().stream().anyMatch(errand -> errand.run().equals(run));
  }

  /// Whether the slot is not free before something of it is gone.
  default boolean holds() {
    return errands().stream().anyMatch(Errand::holds);
  }

  /// The name of the hook that one of its runs is, if it is one.
  default Optional<String> hook(RunId run) {
    return errands().stream()
        .filter(errand -> errand.run().equals(run))
        .flatMap(errand -> errand.hook().stream())
        .findFirst();
  }

  /// How the process of one of its runs ended, as far as that was told of.
  default Optional<Exit> known(RunId run) {
    return errands().stream()
        .filter(errand -> errand.run().equals(run))
        .flatMap(errand -> errand.exit().stream())
        .findFirst();
  }

  /// What the next daemon has to know of it.
  ///
  /// @param state that the instance is in
  default Optional<HookProgress> progress(State state) {
    return Optional.empty();
  }

  /// Sets about a duty.
  ///
  /// @param instance beside which that is
  static Act begin(Duty duty, Instance instance, Terms terms) {
    return switch (duty) {
      case Duty.Detect detect -> Inquiry.begin(detect, terms);
      case Duty.Prove prove -> Probing.prove(prove, terms);
      case Duty.Attend attend -> Probing.attend(attend, terms);
      case Duty.Hooks hooks -> Hooking.begin(hooks, instance, terms);
      case Duty.Bury bury -> new Doing(terms).done(new Leftovers(bury, List.of()));
    };
  }

  /// What a companion does by itself, and when on the monotonic clock.
  record Coming(long atNanos, String what) {}
}
