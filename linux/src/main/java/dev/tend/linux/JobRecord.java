package dev.tend.linux;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.Indexes;
import dev.tend.core.job.JobState;
import dev.tend.core.job.JobState.Misses;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.job.JobState.Work;
import dev.tend.core.job.JobState.Work.Progress;
import dev.tend.core.job.Verdict;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// How far a job has come as a small text, a fact a line; what is several has tabs in it.
///
/// ```
/// boot_id=1c7e…
/// round=2
/// process_print=6cc1d3dd7bf80dd6
/// whole_print=0d53a9c81c6e1a70
/// phase=active
/// worker.1=2⇥41⇥3⇥false⇥mfz3k1c0-17
/// end.1=2⇥2026-11-21T09:59:59Z⇥mfz3k1c0-15⇥code 1
/// succeeded=0-39,42
/// lost=
/// miss.1=40⇥2⇥81234567890
/// failed=4
/// streak=1
/// pause_nanos=81234567890
/// asked=2026-11-21T10:00:00Z⇥81034567890
/// since=2026-11-21T10:00:00Z⇥81034567890
/// cause.1=asked⇥2026-11-21T10:00:00Z⇥root⇥run
/// ```
///
/// @param bootId the boot whose monotonic clock it was measured with
record JobRecord(JobState state, String bootId) {

  String text() {
    Facts facts = new Facts();
    facts.put("boot_id", bootId);
    facts.put("round", Long.toString(state.round()));
    facts.put("process_print", state.spec().process());
    facts.put("whole_print", state.spec().whole());
    put(facts, state.phase());
    List<String> workers = new ArrayList<>();
    state.workers().forEach((slot, work) -> workers.add(line(slot, work)));
    put(facts, "worker", workers);
    List<String> ends = new ArrayList<>();
    state.ends().forEach((slot, end) -> ends.add(line(slot, end)));
    put(facts, "end", ends);
    facts.put("succeeded", state.succeeded().text());
    facts.put("lost", state.lost().text());
    List<String> misses = new ArrayList<>();
    state
        .misses()
        .forEach((index, each) -> misses.add(joined(index, each.count(), each.dueNanos())));
    put(facts, "miss", misses);
    facts.put("failed", Integer.toString(state.failed()));
    facts.put("streak", Integer.toString(state.streak()));
    facts.put("pause_nanos", Long.toString(state.pauseNanos()));
    facts.put("asked", line(state.asked()));
    state.active().ifPresent(active -> facts.put("active", line(active)));
    facts.put("since", line(state.since()));
    put(facts, "cause", CauseText.lines(state.cause()));
    return facts.text();
  }

  private static void put(Facts facts, Phase phase) {
    switch (phase) {
      case Phase.Idle _ -> facts.put("phase", "idle");
      case Phase.Suspended _ -> facts.put("phase", "suspended");
      case Phase.Active _ -> facts.put("phase", "active");
      case Phase.Ending(Verdict verdict) -> put(facts, "ending", verdict);
      case Phase.Over(Verdict verdict, boolean expired) ->
          put(facts, expired ? "expired" : "over", verdict);
    }
  }

  private static void put(Facts facts, String phase, Verdict verdict) {
    facts.put("phase", phase);
    facts.put("reason", verdict.reason().name());
    facts.put("message", verdict.message());
  }

  private static void put(Facts facts, String name, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      facts.put(name + "." + (i + 1), lines.get(i));
    }
  }

  private static String line(int slot, Work work) {
    return joined(
        slot,
        work.index(),
        work.attempt(),
        switch (work.progress()) {
          case AT_IT -> "false";
          case STOPPING -> "true";
          case COUNTED -> "counted";
        },
        work.run().map(RunId::text).orElse(""));
  }

  private static String line(int slot, Cause.Exited end) {
    return joined(slot, end.at(), end.run().text(), ExitText.of(end.exit()));
  }

  private static String line(Moment at) {
    return joined(at.wall(), at.monotonicNanos());
  }

  private static String joined(Object... fields) {
    return TabText.join(List.of(fields));
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException if it is anything else
  static JobRecord parse(String text) {
    Facts facts = Facts.parse(text);
    try {
      return new JobRecord(state(facts), facts.get("boot_id"));
    } catch (IndexOutOfBoundsException tooFew) {
      throw new IllegalArgumentException("a line says too little", tooFew);
    }
  }

  private static JobState state(Facts facts) {
    SortedMap<Integer, Work> workers = new TreeMap<>();
    for (List<String> fields : all(facts, "worker", TabText::split)) {
      workers.put(Integer.parseInt(fields.get(0)), work(fields));
    }
    // Those of an earlier version have none.
    SortedMap<Integer, Cause.Exited> ends = new TreeMap<>();
    for (List<String> fields : all(facts, "end", TabText::split)) {
      ends.put(Integer.parseInt(fields.get(0)), end(fields));
    }
    SortedMap<Integer, Misses> misses = new TreeMap<>();
    for (List<String> fields : all(facts, "miss", TabText::split)) {
      misses.put(
          Integer.parseInt(fields.get(0)),
          new Misses(Integer.parseInt(fields.get(1)), Long.parseLong(fields.get(2))));
    }
    return new JobState(
        facts.number("round"),
        new Fingerprint(facts.get("process_print"), facts.get("whole_print")),
        phase(facts),
        workers,
        ends,
        Indexes.parse(facts.get("succeeded")),
        Indexes.parse(facts.get("lost")),
        misses,
        facts.count("failed"),
        facts.count("streak"),
        facts.number("pause_nanos"),
        moment(facts.get("asked")),
        facts.find("active").map(JobRecord::moment),
        moment(facts.get("since")),
        cause(facts));
  }

  private static <T> List<T> all(Facts facts, String name, Function<String, T> reader) {
    List<T> all = new ArrayList<>();
    Optional<String> line = facts.find(name + ".1");
    while (line.isPresent()) {
      all.add(reader.apply(line.get()));
      line = facts.find(name + "." + (all.size() + 1));
    }
    return all;
  }

  private static Work work(List<String> fields) {
    return new Work(
        Integer.parseInt(fields.get(1)),
        Integer.parseInt(fields.get(2)),
        Optional.of(fields.get(4)).filter(run -> !run.isEmpty()).map(RunId::new),
        progress(fields.get(3)));
  }

  private static Cause.Exited end(List<String> fields) {
    return new Cause.Exited(
        new RunId(fields.get(2)), ExitText.parse(fields.get(3)), Facts.time(fields.get(1)));
  }

  /// Whether it is stopping, once; there is a third answer by now.
  private static Progress progress(String text) {
    return switch (text) {
      case "false" -> Progress.AT_IT;
      case "true" -> Progress.STOPPING;
      case "counted" -> Progress.COUNTED;
      default -> throw new IllegalArgumentException("'" + text + "' is no progress of a worker");
    };
  }

  private static Phase phase(Facts facts) {
    return switch (facts.get("phase")) {
      case "idle" -> new Phase.Idle();
      case "suspended" -> new Phase.Suspended();
      case "active" -> new Phase.Active();
      case "ending" -> new Phase.Ending(verdict(facts));
      case "over" -> new Phase.Over(verdict(facts), false);
      case "expired" -> new Phase.Over(verdict(facts), true);
      default -> throw new IllegalArgumentException("'" + facts.get("phase") + "' is no phase");
    };
  }

  private static Verdict verdict(Facts facts) {
    return new Verdict(Verdict.Reason.valueOf(facts.get("reason")), facts.get("message"));
  }

  private static Moment moment(String text) {
    List<String> fields = TabText.split(text);
    return new Moment(Facts.time(fields.get(0)), Long.parseLong(fields.get(1)));
  }

  private static Cause cause(Facts facts) {
    return CauseText.parse(all(facts, "cause", Function.identity()));
  }
}
