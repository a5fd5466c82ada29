package dev.tend.core.companion;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.HookProgress;
import dev.tend.core.lifecycle.State;
import dev.tend.core.lifecycle.Terms;
import dev.tend.core.process.RunId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What is left of a companion whose duty is over: commands that were killed and are not gone yet,
/// and those that may last until they end or their time is over.
public record Leftovers(Duty duty, List<Errand> errands) implements Companion {

  public Leftovers {
    errands = List.copyOf(errands);
  }

  /// Ends what a companion has under way, but for what may outlive its duty.
  public static Act of(Companion dismissed, Terms terms) {
    Doing doing = new Doing(terms);
    if (dismissed instanceof Probing probing) {
      probing.open().ifPresent(ask -> doing.effect(new Effect.Unask(ask)));
    }
    List<Errand> rest =
        dismissed.errands().stream()
            .map(errand -> errand.lasting() ? errand : errand.cut(doing))
            .toList();
    return doing.done(new Leftovers(dismissed.duty(), rest));
  }

  /// Ends a run of an earlier daemon that nobody can go on with.
  public static Act bury(RunId run, Terms terms) {
    Doing doing = new Doing(terms);
    Errand errand = Errand.forsaken(run, doing);
    return doing.done(new Leftovers(new Duty.Bury(run), List.of(errand)));
  }

  /// Whether nothing new may begin before something of it is gone. What may outlive its duty is in
  /// nobody's way, not even once it was killed: others have begun beside it already, and a kill can
  /// take long.
  public boolean obstructs() {
    return errands.stream().anyMatch(errand -> !errand.lasting());
  }

  /// Ends all of it: nobody is to wait any longer.
  public Act cut(Terms terms) {
    Doing doing = new Doing(terms);
    return doing.done(
        new Leftovers(duty, errands.stream().map(errand -> errand.cut(doing)).toList()));
  }

  @Override
  public String prospect(Errand errand) {
    return errand.result().isEmpty()
        ? "the " + errand.what() + " is killed if it has not ended"
        : "what is left of a command beside it is killed once more";
  }

  @Override
  public Act takes(Event.OfRun event, Terms terms) {
    Doing doing = new Doing(terms);
    return doing.done(new Leftovers(duty, Errand.take(errands, event, doing)));
  }

  @Override
  public Act rings(Terms terms) {
    Doing doing = new Doing(terms);
    return doing.done(new Leftovers(duty, Errand.ring(errands, doing)));
  }

  /// The next daemon goes on with what may outlive its duty, so that it is in nobody's way there
  /// either; the rest is buried.
  @Override
  public Optional<HookProgress> progress(State state) {
    List<HookProgress.Call> lasting =
        errands.stream().filter(Errand::lasting).map(errand -> errand.noted(false)).toList();
    return duty instanceof Duty.Hooks hooks && !lasting.isEmpty()
        ? Optional.of(
            new HookProgress(
                hooks.phase(),
                hooks.own(),
                new TreeMap<>(),
                List.of(),
                new HookProgress.Next.None(),
                lasting))
        : Optional.empty();
  }
}
