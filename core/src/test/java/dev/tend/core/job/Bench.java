package dev.tend.core.job;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.spec.JobRule;
import dev.tend.core.time.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// A job at work in a test: its state, the time, and what it wanted so far, as short words: `try 1
/// of 0`, `stop 2`, `job_failed`.
final class Bench {

  static final Fingerprint SPEC = new Fingerprint("p", "w");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  JobRule rule;
  JobState state;
  boolean hires = true;
  private Duration passed = Duration.ofHours(1);
  private int runs;

  Bench(JobRule rule) {
    this.rule = rule;
    state = JobState.idle(SPEC, new Cause.Configured("a test", NOON), now());
  }

  Moment now() {
    return new Moment(NOON.plus(passed), passed.toNanos());
  }

  Cause.Asked asked(String verb) {
    return new Cause.Asked(new Actor("root"), verb, now().wall());
  }

  /// What it wants done now. A worker that it wants started is, at once.
  List<String> hear(JobEvent event) {
    JobStep step = Job.step(state, event, rule, now(), hires, 0.5);
    state = step.state();
    List<String> words = new ArrayList<>();
    for (JobEffect effect : step.effects()) {
      words.add(
          switch (effect) {
            case JobEffect.Try(int slot, int index, var _) -> "try " + slot + " of " + index;
            case JobEffect.Stop(int slot, var _) -> "stop " + slot;
            case JobEffect.Tell(String type, int _, var _) -> type;
            case JobEffect.Expire _ -> "expire";
          });
      if (effect instanceof JobEffect.Try(int slot, int _, var _)) {
        JobStep began = Job.step(state, began(slot), rule, now(), hires, 0.5);
        state = began.state();
      }
    }
    return words;
  }

  private JobEvent began(int slot) {
    return new JobEvent.Began(slot, new RunId("r" + ++runs));
  }

  List<String> begin() {
    return hear(new JobEvent.Begin(SPEC, asked("run")));
  }

  List<String> succeeds(int slot) {
    return ends(slot, new JobEvent.Result.Succeeded());
  }

  List<String> fails(int slot, int code) {
    return ends(slot, new JobEvent.Result.Failed("exited with code " + code, OptionalInt.of(code)));
  }

  List<String> interrupted(int slot) {
    return ends(slot, new JobEvent.Result.Interrupted());
  }

  /// Its process ended, and left something behind.
  List<String> leaves(int slot, JobEvent.Result result) {
    RunId run = Objects.requireNonNull(state.workers().get(slot)).run().orElseThrow();
    return hear(new JobEvent.CameTo(slot, run, result));
  }

  private List<String> ends(int slot, JobEvent.Result result) {
    RunId run = Objects.requireNonNull(state.workers().get(slot)).run().orElseThrow();
    return hear(new JobEvent.Ended(slot, run, result));
  }

  List<String> passes(String time) {
    passed = passed.plus(Duration.parse("PT" + time));
    return hear(new JobEvent.Woken());
  }

  /// The next daemon finds the last runs of these slots alive.
  List<String> opened(Integer... occupied) {
    SortedMap<Integer, RunId> runs = new TreeMap<>();
    for (int slot : occupied) {
      runs.put(slot, Objects.requireNonNull(state.workers().get(slot)).run().orElseThrow());
    }
    return hear(new JobEvent.Opened(runs));
  }

  /// How long it wants to be left alone, as text: `PT10S`, or `never`.
  String wake() {
    long at = state.wakeNanos(rule, now().monotonicNanos());
    return at == Long.MAX_VALUE
        ? "never"
        : Duration.ofNanos(at - now().monotonicNanos()).toString();
  }
}
