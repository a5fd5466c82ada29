package dev.tend.core.job;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Fingerprint;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a job hears of.
public sealed interface JobEvent {

  /// It is to run from the beginning, whatever it has come to.
  record Begin(Fingerprint spec, Cause cause) implements JobEvent {}

  /// Its spec changed in what touches no worker and no success.
  record Adapted(Fingerprint spec) implements JobEvent {}

  /// It is to end, without having reached its completions.
  record Stop(Cause cause) implements JobEvent {}

  record Suspend(Cause cause) implements JobEvent {}

  record Resume(Cause cause) implements JobEvent {}

  /// A daemon starts.
  ///
  /// @param occupied the run of each slot in which something is alive
  record Opened(SortedMap<Integer, RunId> occupied) implements JobEvent {
    public Opened {
      occupied = Collections.unmodifiableSortedMap(new TreeMap<>(occupied));
    }
  }

  /// A run began in a slot.
  record Began(int slot, RunId run) implements JobEvent {}

  /// The process of the run in a slot has ended; what that comes to is told next.
  record Exited(int slot, Cause.Exited end) implements JobEvent {}

  /// The run in a slot is over, and its worker waits to be started again for the same completion.
  record Held(int slot) implements JobEvent {}

  /// There are fewer slots by now: one that waits in this slot is not to begin there.
  record Dismissed(int slot, Cause cause) implements JobEvent {}

  /// The process of a run has ended by itself; what it left behind is still in the slot.
  record CameTo(int slot, RunId run, Result result) implements JobEvent {}

  /// What was in a slot is gone.
  record Ended(int slot, RunId run, Result result) implements JobEvent {}

  /// The time that it wanted to be woken at has come.
  record Woken() implements JobEvent {}

  /// What a worker came to.
  sealed interface Result {

    record Succeeded() implements Result {}

    /// @param how a clause: `exited with code 3`
    /// @param code its exit code, where it had one
    /// @param meaning what goes on after `how`, as [dev.tend.core.process.Exit#meaning] has it
    record Failed(String how, OptionalInt code, String meaning) implements Result {
      public Failed(String how, OptionalInt code) {
        this(how, code, "");
      }
    }

    /// It was made to end by somebody, and says nothing about its work.
    record Interrupted() implements Result {}
  }
}
