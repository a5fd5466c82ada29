package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Said;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.probe.Answered;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// One instance as readers see it, frozen at the end of a turn.
///
/// @param targetUp whether it should be up
/// @param process its main process
/// @param since when it came into this state
/// @param ready whether it runs and does its work
/// @param restarts how many times a process was started again without anybody asking
/// @param attempt the ordinal of the current or next try since it was last stable, from 1
/// @param cause why it is in this state
/// @param adopted whether its process was started by an earlier daemon
/// @param next what will happen by itself if nothing else comes in between
/// @param unmet the edges that it waits for
/// @param answers the last answers of its probes, oldest first
/// @param said what its last process said of itself
/// @param busy the hook that it waits for
/// @param dates what it is by the time of day
public record InstanceView(
    InstanceId id,
    StateName state,
    boolean targetUp,
    Optional<ProcessRef> process,
    Optional<RunId> run,
    Instant since,
    boolean ready,
    int restarts,
    int attempt,
    Optional<LastExit> lastExit,
    Cause cause,
    boolean adopted,
    Optional<Next> next,
    List<Unmet> unmet,
    List<Answered> answers,
    Said said,
    Optional<Busy> busy,
    Dates dates) {

  /// One of whose process nothing was heard, and which has no dates.
  public InstanceView(
      InstanceId id,
      StateName state,
      boolean targetUp,
      Optional<ProcessRef> process,
      Optional<RunId> run,
      Instant since,
      boolean ready,
      int restarts,
      int attempt,
      Optional<LastExit> lastExit,
      Cause cause,
      boolean adopted,
      Optional<Next> next,
      List<Unmet> unmet,
      List<Answered> answers) {
    this(
        id,
        state,
        targetUp,
        process,
        run,
        since,
        ready,
        restarts,
        attempt,
        lastExit,
        cause,
        adopted,
        next,
        unmet,
        answers,
        Said.NOTHING,
        Optional.empty(),
        Dates.NONE);
  }

  public InstanceView {
    unmet = List.copyOf(unmet);
    answers = List.copyOf(answers);
  }

  public OptionalInt pid() {
    return process.map(main -> OptionalInt.of(main.pid())).orElseGet(OptionalInt::empty);
  }

  /// How the last process ended, and when.
  public record LastExit(Exit exit, Instant at) {}

  /// What is due, and when on the monotonic clock: the time of day of it changes when somebody sets
  /// the clock, so that only a reader at its own moment can tell it.
  ///
  /// @param unnamed whether until then a pid file may name its process, which is not known yet
  public record Next(long atNanos, String what, boolean unnamed) {
    public Next(long atNanos, String what) {
      this(atNanos, what, false);
    }

    public Instant at(Moment now) {
      return now.wallAt(atNanos);
    }
  }

  /// What an instance is by the time of day.
  ///
  /// @param version which version of its unit is in force, where that has several
  /// @param outside why it is down, though somebody wants it up: `outside its window until Mon
  ///   08:00 (window mon-fri 08:00-18:00 Europe/Madrid)`
  /// @param coming what comes next
  public record Dates(OptionalInt version, Optional<String> outside, Optional<Coming> coming) {

    static final Dates NONE = new Dates(OptionalInt.empty(), Optional.empty(), Optional.empty());
  }

  /// What happens by itself at a time of day, whatever the clock is set to meanwhile.
  public record Coming(Instant at, String what) {}

  /// When the next attempt is due, while it backs off.
  public Optional<Instant> nextStart(Moment now) {
    return state == StateName.BACKOFF ? next.map(due -> due.at(now)) : Optional.empty();
  }

  /// A hook that something waits for.
  public sealed interface Busy {

    /// `pre_start hook 'migrate'`.
    String what();

    /// It runs.
    ///
    /// @param dueNanos when it is killed, on the monotonic clock; empty if that was done
    record Running(String what, Instant since, OptionalLong dueNanos) implements Busy {}

    /// It has failed once, and is run once more after a pause.
    record Again(String what) implements Busy {}
  }

  /// An edge whose condition does not hold: `db is not ready`.
  public record Unmet(UnitName unit, String sentence) {}
}
