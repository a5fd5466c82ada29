package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Where an instance stands, as far as the next daemon of this boot has to know it to go on where
/// this one died.
///
/// It is noted before the effects of the turn that changed it. So a run that has a record of its
/// own may be one step behind: in the phases that hold no run, and where the ledger tells of its
/// exit, its end is counted already.
///
/// @param spec what it was judged by, and its process started from
/// @param hooks how far those have come that run
/// @param watchdog how often its process has to say that it is alive, where one lives
/// @param dates how far it has come by the time of day
public record Standing(
    Ledger ledger,
    Aim aim,
    Phase phase,
    Fingerprint spec,
    List<HookProgress> hooks,
    Optional<Duration> watchdog,
    Dates dates) {

  /// One whose process goes by its spec.
  public Standing(Ledger ledger, Aim aim, Phase phase, Fingerprint spec, List<HookProgress> hooks) {
    this(ledger, aim, phase, spec, hooks, Optional.empty(), Dates.NONE);
  }

  public Standing {
    hooks = List.copyOf(hooks);
  }

  /// How far an instance has come by the time of day.
  ///
  /// @param version the date of the version that it goes by; empty for what has none
  /// @param opened the opening of its window that it last took part in
  /// @param forced until when an operator wants it up outside its window
  public record Dates(
      Optional<LocalDateTime> version, Optional<Instant> opened, Optional<Instant> forced) {

    public static final Dates NONE =
        new Dates(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// What should become of it.
  public sealed interface Aim {

    record Down() implements Aim {}

    record Up() implements Aim {}

    /// Up with a new process: a restart is under way.
    record Renew() implements Aim {}

    /// Up, and with a new process once its turn in a rolling restart comes.
    ///
    /// @param rolling the number of that
    /// @param atOnce how many may be down at once in it
    record Roll(long rolling, int atOnce) implements Aim {}
  }

  /// How far it has come.
  public sealed interface Phase {

    /// Nothing is alive, and nothing is due.
    record Down() implements Phase {}

    /// It waits to be started, or is, and has not proved itself.
    record Due() implements Phase {}

    /// The `pre_start` hooks for this run are under way, or its process is being spawned.
    record Preparing(RunId run) implements Phase {}

    /// The process of this run has proved itself, and the `post_start` hooks are under way.
    record Started(RunId run) implements Phase {}

    /// The process of this run does its work.
    record Proved(RunId run) implements Phase {}

    /// The process of this run is to end, and the `pre_stop` hooks are under way.
    record Retiring(RunId run, After after) implements Phase {}

    /// Nothing of this run is left, and the `post_stop` hooks are under way or follow.
    record Tidying(RunId run, After after) implements Phase {}

    /// Something of this run is, or may be, alive and was asked to end.
    record Leaving(RunId run, After after) implements Phase {}

    /// @param dueNanos when the next attempt is due, on the monotonic clock of this boot
    record Backoff(long dueNanos, Instant since, Cause cause) implements Phase {}

    record Completed(Instant since, Cause cause) implements Phase {}

    record Failed(Instant since, Cause cause) implements Phase {}
  }

  /// How far an instance has come.
  ///
  /// @param hooks how far its hooks have
  public static Phase phase(Instance instance, List<HookProgress> hooks) {
    return switch (instance.state()) {
      case State.Stopped _ -> new Phase.Down();
      case Sought.Looking(RunId _, Otherwise.Judge(End end)) -> judging(instance, end);
      case State.Waiting _, State.Elsewhere _, Sought _, Alive.Starting _ -> new Phase.Due();
      case State.Preparing(RunId run) -> new Phase.Preparing(run);
      case State.Launching(RunId run) ->
          hooks.stream().anyMatch(done -> done.own().equals(run))
              ? new Phase.Preparing(run)
              : new Phase.Due();
      case Alive.Started(RunId run, var _, long _) -> new Phase.Started(run);
      case Alive.Running(RunId run, var _, long _, var _) -> new Phase.Proved(run);
      case Leaving.Retiring(Remains rest, var _) -> new Phase.Retiring(rest.own(), rest.after());
      case Leaving.Parting(Remains rest, boolean tidies) when tidies ->
          new Phase.Tidying(rest.own(), rest.after());
      case Leaving.Tidying(Remains rest) -> new Phase.Tidying(rest.own(), rest.after());
      case Leaving leaving -> new Phase.Leaving(leaving.rest().own(), leaving.rest().after());
      case State.Backoff(Alarm over) ->
          new Phase.Backoff(over.atNanos(), instance.since(), instance.cause());
      case State.Completed _ -> new Phase.Completed(instance.since(), instance.cause());
      case State.Failed _ -> new Phase.Failed(instance.since(), instance.cause());
    };
  }

  /// Its last run is over and told of, and what that comes to is not decided yet.
  private static Phase judging(Instance instance, End end) {
    return instance
        .ledger()
        .lastExit()
        .<Phase>map(last -> new Phase.Leaving(last.run(), new After.Judge(end)))
        .orElseGet(Phase.Due::new);
  }

  /// Whether hooks around its life were under way.
  public boolean amidHooks() {
    return switch (phase) {
      case Phase.Preparing _, Phase.Retiring _, Phase.Tidying _ -> true;
      case Phase.Down _,
          Phase.Due _,
          Phase.Started _,
          Phase.Proved _,
          Phase.Leaving _,
          Phase.Backoff _,
          Phase.Completed _,
          Phase.Failed _ ->
          false;
    };
  }

  /// Whether the end of the run is part of the ledger.
  public boolean counts(RunId run) {
    return ledger.lastExit().filter(last -> last.run().equals(run)).isPresent();
  }

  /// The instance with its counts, as if nothing were alive or due.
  public Instance idle(Instance instance) {
    return new Instance(
        new State.Stopped(),
        ledger,
        instance.since(),
        instance.cause(),
        instance.adopted(),
        Said.NOTHING.ticking(watchdog));
  }

  /// The instance as it rested; what was due, or alive, is to be found out.
  ///
  /// @param idle the same instance, never started
  /// @param open whether no end of a run was recorded, and its start was
  public Instance resumed(Instance idle, Predicate<RunId> open) {
    return switch (phase) {
      case Phase.Down _, Phase.Due _, Phase.Started _, Phase.Proved _, Phase.Leaving _ ->
          idle(idle);
      case Phase.Retiring(RunId run, After after) ->
          open.test(run)
              ? idle(idle)
              : idle(idle).in(new Leaving.Retiring(Remains.nothing(run, after), Optional.empty()));
      case Phase.Preparing(RunId run) -> idle(idle).in(new State.Preparing(run));
      case Phase.Tidying(RunId run, After after) ->
          idle(idle).in(new Leaving.Tidying(Remains.nothing(run, after)));
      case Phase.Backoff(long due, Instant since, Cause cause) -> {
        Alarm over = new Alarm(due, new Event.BackoffOver());
        yield new Instance(new State.Backoff(over), ledger, since, cause, false);
      }
      case Phase.Completed(Instant since, Cause cause) ->
          new Instance(new State.Completed(), ledger, since, cause, false);
      case Phase.Failed(Instant since, Cause cause) ->
          new Instance(new State.Failed(), ledger, since, cause, false);
    };
  }

  /// What follows the end of a run that the next daemon finds gone.
  ///
  /// @param success whether it is known to have ended well
  public After afterwards(RunId gone, boolean success) {
    return switch (phase) {
      case Phase.Leaving(RunId run, After after) when run.equals(gone) -> after;
      case Phase.Retiring(RunId run, After after) when run.equals(gone) -> after;
      case Phase.Proved(RunId run) when run.equals(gone) ->
          new After.Judge(End.heard(success, true));
      case Phase.Leaving _,
          Phase.Retiring _,
          Phase.Tidying _,
          Phase.Preparing _,
          Phase.Started _,
          Phase.Proved _,
          Phase.Down _,
          Phase.Due _,
          Phase.Backoff _,
          Phase.Completed _,
          Phase.Failed _ ->
          new After.Judge(End.heard(success, false));
    };
  }
}
