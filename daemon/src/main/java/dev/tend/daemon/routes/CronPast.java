package dev.tend.daemon.routes;

import dev.tend.api.RunExit;
import dev.tend.api.RunRecord;
import dev.tend.core.cron.CronState;
import dev.tend.core.forecast.Experience;
import dev.tend.core.forecast.RunTimes;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.CronView;
import dev.tend.core.world.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How long the runs of cron jobs took: out of the history, and where that knows nothing, out of
/// what a cron job itself remembers of its latest runs.
record CronPast(Snapshot snapshot, Past past) {

  /// The latest processes of each cron job: more say nothing new of how long its runs take.
  private static final int EACH_MAX = 200;

  /// So many times what a run had taken when it was stopped: longer than that it would have taken,
  /// and how much nobody knows.
  private static final int STOPPED = 2;

  /// How a run ended, those first that tell best how long one takes.
  private enum How {
    WELL,
    BADLY,
    STOPPED
  }

  private record Took(How how, Duration time) {}

  Experience experience(Instant now) {
    SortedMap<UnitName, List<Took>> took = new TreeMap<>();
    if (!snapshot.crons().isEmpty()) {
      recorded()
          .forEach((run, records) ->
              cron(run)
                  .ifPresent(cron ->
                      took(records, cron)
                          .ifPresent(it ->
                              took.computeIfAbsent(cron.name(), _ -> new ArrayList<>()).add(it))));
    }
    SortedMap<UnitName, RunTimes> times = new TreeMap<>();
    SortedMap<UnitName, CronState> states = new TreeMap<>();
    snapshot
        .crons()
        .forEach((name, cron) -> {
          times(
                  took.getOrDefault(name, remembered(cron)),
                  cron.spec().job().rule().activeDeadline())
              .ifPresent(it -> times.put(name, it));
          states.put(name, cron.state());
        });
    return new Experience(times, states, now);
  }

  /// The processes of each run, which is a job and may have had several.
  private Map<UnitName, List<RunRecord>> recorded() {
    Map<UnitName, List<RunRecord>> recorded = new LinkedHashMap<>();
    if (past.cronRuns(snapshot.crons().keySet(), EACH_MAX)
        instanceof Past.Runs.Known(List<RunRecord> runs)) {
      runs.forEach(run ->
          recorded.computeIfAbsent(new UnitName(run.unit()), _ -> new ArrayList<>()).add(run));
    }
    return recorded;
  }

  /// Whose run it is, if it is one.
  private Optional<CronSpec> cron(UnitName run) {
    return CronSpec.owner(run)
        .filter(_ -> !snapshot.configuration().units().containsKey(run))
        .flatMap(owner -> Optional.ofNullable(snapshot.crons().get(owner)))
        .map(CronView::spec);
  }

  /// From its first process to the end of its last; empty of one that is not over.
  private static Optional<Took> took(List<RunRecord> processes, CronSpec cron) {
    Instant started = Instant.MAX;
    Instant ended = Instant.MIN;
    Optional<RunExit> exit = Optional.empty();
    for (RunRecord process : processes) {
      if (process.ended() == null) {
        return Optional.empty();
      }
      Instant begin = Instant.parse(process.started());
      Instant end = Instant.parse(process.ended());
      started = begin.isBefore(started) ? begin : started;
      if (!end.isBefore(ended)) {
        ended = end;
        exit = Optional.ofNullable(process.exit());
      }
    }
    Duration time = Duration.between(started, ended);
    return exit.filter(_ -> !time.isNegative())
        .flatMap(it -> how(it, cron))
        .map(how -> new Took(how, time));
  }

  private static Optional<How> how(RunExit exit, CronSpec cron) {
    Integer code = exit.code();
    if (code != null) {
      boolean well = cron.job().worker().successCodes().contains(code);
      return Optional.of(well ? How.WELL : How.BADLY);
    }
    return exit.signal() == null ? Optional.empty() : Optional.of(How.STOPPED);
  }

  private static List<Took> remembered(CronView cron) {
    return cron.state().results().stream()
        .map(result ->
            new Took(
                result.success() ? How.WELL : How.BADLY,
                Duration.between(result.started(), result.ended())))
        .filter(took -> !took.time().isNegative())
        .toList();
  }

  /// @param deadline no run is left to take longer
  private static Optional<RunTimes> times(List<Took> took, Optional<Duration> deadline) {
    for (How how : How.values()) {
      List<Duration> lengths =
          took.stream()
              .filter(one -> one.how() == how)
              .map(one -> how == How.STOPPED ? unstopped(one.time(), deadline) : one.time())
              .toList();
      if (!lengths.isEmpty()) {
        return RunTimes.of(lengths);
      }
    }
    return Optional.empty();
  }

  /// What one that was stopped would have taken; where that was its deadline's doing, it would not
  /// have been left to take more.
  private static Duration unstopped(Duration time, Optional<Duration> deadline) {
    Duration more = time.multipliedBy(STOPPED);
    return deadline
        .filter(most -> most.compareTo(more) < 0)
        .map(most -> most.compareTo(time) < 0 ? time : most)
        .orElse(more);
  }
}
