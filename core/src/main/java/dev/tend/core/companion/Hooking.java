package dev.tend.core.companion;

import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.HookProgress;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.State;
import dev.tend.core.lifecycle.Terms;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Launch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Runs the hooks of a phase, one after the other; those that nobody waits for go on beside them.
///
/// Which one is next is always the first of the phase, as the spec has it now, that was not begun
/// yet. So none is run twice for a phase, whatever a reload makes of the list.
///
/// @param facts the variables that tell the hooks about the service
/// @param begun the names of those that were begun, in that order
/// @param aside those that are not waited for
public record Hooking(
    Duty.Hooks duty,
    SortedMap<String, String> facts,
    List<String> begun,
    Turn turn,
    List<Errand> aside)
    implements Companion {

  /// The type of what is told of a hook that failed.
  public static final String FAILED = "hook_failed";

  /// Ends what is told of a failure that is not the last word.
  public static final String ONCE_MORE = ", and is run once more";

  /// What made a hook fail may be over by then: a connection refused, a lock held.
  static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  public Hooking {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    begun = List.copyOf(begun);
    aside = List.copyOf(aside);
  }

  /// What is to be waited for before the next hook.
  public sealed interface Turn {

    /// That this one has ended, in its first or second try.
    record Awaited(String hook, int tries, Errand errand) implements Turn {}

    /// That this one was started, or could not be: nobody waits for its end.
    record Sent(Errand errand) implements Turn {}

    /// That a pause is over, before this one is run once more, or the next one.
    record Pausing(Optional<String> again, long untilNanos) implements Turn {}

    /// Nothing: there is no next one.
    record Over() implements Turn {}

    default Optional<Errand> underWay() {
      return switch (this) {
        case Awaited(String _, int _, Errand errand) -> Optional.of(errand);
        case Sent(Errand errand) -> Optional.of(errand);
        case Pausing _, Over _ -> Optional.empty();
      };
    }

    default Turn with(Errand going) {
      return switch (this) {
        case Awaited(String hook, int tries, Errand _) -> new Awaited(hook, tries, going);
        case Sent _ -> new Sent(going);
        case Pausing _, Over _ -> this;
      };
    }
  }

  static Act begin(Duty.Hooks duty, Instance instance, Terms terms) {
    Hooking fresh = new Hooking(duty, duty.facts(instance), List.of(), new Turn.Over(), List.of());
    return fresh.next(new Doing(terms));
  }

  private Act next(Doing doing) {
    for (Hook hook : doing.terms.spec().hooks().of(duty.phase())) {
      if (!begun.contains(hook.name())) {
        return call(hook, 1, doing);
      }
    }
    doing.tell(new Event.HooksDone());
    return doing.done(then(new Turn.Over()));
  }

  private Act call(Hook hook, int tries, Doing doing) {
    List<String> known = new ArrayList<>(begun);
    known.remove(hook.name());
    known.add(hook.name());
    String what = duty.phase().hook(hook.name());
    boolean lasting = hook.async() && !duty.phase().starts();
    Errand errand = Errand.begin(doing, plan(hook, doing.terms), what, hook.timeout(), lasting);
    Turn sent = hook.async() ? new Turn.Sent(errand) : new Turn.Awaited(hook.name(), tries, errand);
    return doing.done(new Hooking(duty, facts, known, sent, aside));
  }

  private LaunchPlan plan(Hook hook, Terms terms) {
    Launch own = terms.spec().launch();
    SortedMap<String, String> env = new TreeMap<>(own.env());
    env.putAll(hook.env());
    env.putAll(facts);
    env.put("TEND_HOOK", hook.name());
    env.put("TEND_PHASE", duty.phase().text());
    Launch launch =
        new Launch(
            hook.command(), hook.directory().or(own::directory), own.user(), env, own.inherit());
    Writer writer = Writer.hook(terms.id(), hook.name());
    return LaunchPlan.hook(terms.freshRun(), writer, launch, terms.spec().log());
  }

  private Hooking then(Turn next) {
    return new Hooking(duty, facts, begun, next, aside);
  }

  private Hooking beside(List<Errand> others) {
    return new Hooking(duty, facts, begun, turn, others);
  }

  /// The hook that the phase waits for.
  public Optional<Errand> awaited() {
    return turn instanceof Turn.Awaited(String _, int _, Errand errand)
        ? Optional.of(errand)
        : Optional.empty();
  }

  /// The hook that has failed once, and is run once more after a pause.
  public Optional<String> again() {
    return turn instanceof Turn.Pausing(Optional<String> again, long _) ? again : Optional.empty();
  }

  @Override
  public List<Errand> errands() {
    return Stream.concat(turn.underWay().stream(), aside.stream()).toList();
  }

  @Override
  public Optional<Coming> coming() {
    Optional<Coming> ends = Companion.super.coming();
    if (turn instanceof Turn.Pausing(Optional<String> again, long until)) {
      String what =
          again
              .map(hook -> "the " + duty.phase().hook(hook) + " is run once more")
              .orElse("its next hook is run");
      return Stream.concat(ends.stream(), Stream.of(new Coming(until, what)))
          .min(Comparator.comparingLong(Coming::atNanos));
    }
    return ends;
  }

  @Override
  public String prospect(Errand errand) {
    return errand.result().isEmpty()
        ? "the " + errand.what() + " is killed if it has not ended"
        : "what is left of the " + errand.what() + " is killed once more";
  }

  @Override
  public Act takes(Event.OfRun event, Terms terms) {
    Doing doing = new Doing(terms);
    Optional<Errand> mine = turn.underWay().filter(errand -> errand.run().equals(event.run()));
    if (mine.isEmpty()) {
      return doing.done(beside(Errand.take(aside, event, doing)));
    }
    Errand errand = mine.get();
    return switch (errand.takes(event, doing)) {
      case Errand.Progress.Going(Errand going) ->
          turn instanceof Turn.Sent && event instanceof Event.Spawned
              ? beside(Stream.concat(aside.stream(), Stream.of(going)).toList()).next(doing)
              : doing.done(then(turn.with(going)));
      case Errand.Progress.Over(Errand.Result result) ->
          result.success() ? next(doing) : failed(errand, result, doing);
    };
  }

  private Act failed(Errand errand, Errand.Result result, Doing doing) {
    if (!(turn instanceof Turn.Awaited(String hook, int tries, Errand _))) {
      errand.remark(result, "", doing);
      return next(doing);
    }
    Optional<Hook> known = doing.terms.spec().hooks().find(duty.phase(), hook);
    // One that a reload took out of the list has nobody left whom its failure would matter to.
    Hook.OnFailure mode = known.map(Hook::onFailure).orElse(Hook.OnFailure.IGNORE);
    if (mode == Hook.OnFailure.IGNORE) {
      errand.remark(result, ", which is ignored", doing);
      return next(doing);
    }
    if (mode == Hook.OnFailure.RETRY && tries == 1) {
      errand.remark(result, ONCE_MORE, doing);
      long until = doing.now().nanosAfter(RETRY_PAUSE);
      return doing.done(then(new Turn.Pausing(Optional.of(hook), until)));
    }
    errand.remark(result, "", doing);
    doing.tell(new Event.HooksFailed(errand.failure(result)));
    return doing.done(then(new Turn.Over()));
  }

  @Override
  public Act rings(Terms terms) {
    Doing doing = new Doing(terms);
    Hooking rung = beside(Errand.ring(aside, doing));
    if (turn instanceof Turn.Pausing(Optional<String> again, long until)) {
      return until > doing.now().monotonicNanos() ? doing.done(rung) : rung.again(again, doing);
    }
    return doing.done(
        turn.underWay()
            .filter(errand -> errand.due(doing))
            .map(errand -> rung.then(turn.with(errand.rings(doing))))
            .orElse(rung));
  }

  private Act again(Optional<String> name, Doing doing) {
    return name.flatMap(hook -> doing.terms.spec().hooks().find(duty.phase(), hook))
        .map(hook -> call(hook, 2, doing))
        .orElseGet(() -> next(doing));
  }

  @Override
  public Optional<HookProgress> progress(State state) {
    List<HookProgress.Call> calls = new ArrayList<>();
    turn.underWay().ifPresent(errand -> calls.add(errand.noted(turn instanceof Turn.Awaited)));
    aside.forEach(errand -> calls.add(errand.noted(false)));
    HookProgress.Next next =
        switch (turn) {
          case Turn.Awaited(String _, int tries, Errand _) -> new HookProgress.Next.Try(tries);
          case Turn.Sent _ -> new HookProgress.Next.Try(1);
          case Turn.Pausing(Optional<String> again, long until) ->
              again.isPresent() ? new HookProgress.Next.Again(until) : new HookProgress.Next.Try(1);
          // A spawn that was asked for may never happen; what led to it is not done again then.
          case Turn.Over _ ->
              state instanceof State.Launching
                  ? new HookProgress.Next.Try(1)
                  : new HookProgress.Next.None();
        };
    return next instanceof HookProgress.Next.None && calls.isEmpty()
        ? Optional.empty()
        : Optional.of(new HookProgress(duty.phase(), duty.own(), facts, begun, next, calls));
  }

  /// Goes on where an earlier daemon stood.
  ///
  /// @param open the runs of which that one had recorded the start and no end: a hook that is not
  ///   among them was never started
  public static Hooking resumed(HookProgress progress, Predicate<RunId> open) {
    Duty.Hooks duty = new Duty.Hooks(progress.phase(), progress.own());
    List<String> begun = new ArrayList<>(progress.begun());
    List<Errand> aside = new ArrayList<>();
    Turn turn =
        switch (progress.next()) {
          case HookProgress.Next.Try _ -> new Turn.Pausing(Optional.empty(), 0);
          case HookProgress.Next.Again(long at) ->
              new Turn.Pausing(Optional.of(begun.getLast()), at);
          case HookProgress.Next.None _ -> new Turn.Over();
        };
    for (HookProgress.Call call : progress.calls()) {
      boolean known = open.test(call.run());
      boolean lasting = !call.awaited() && !duty.phase().starts();
      Errand errand = Errand.resumed(call, duty.phase(), lasting);
      if (known && call.awaited() && progress.next() instanceof HookProgress.Next.Try(int tries)) {
        turn = new Turn.Awaited(begun.getLast(), tries, errand);
      } else if (known) {
        aside.add(errand);
      } else if (progress.next() instanceof HookProgress.Next.Try(int tries) && tries > 1) {
        turn = new Turn.Pausing(Optional.of(begun.getLast()), 0);
      } else if (progress.next() instanceof HookProgress.Next.Try) {
        begun.removeLast();
      }
    }
    // The process itself was begun, so all that comes before it is over.
    boolean past = progress.phase() == HookPhase.PRE_START && open.test(progress.own());
    return new Hooking(duty, progress.facts(), begun, past ? new Turn.Over() : turn, aside);
  }
}
