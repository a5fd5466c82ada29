package dev.tend.daemon.routes;

import dev.tend.api.EventRecord;
import dev.tend.api.RunRecord;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/// A past of runs that a test tells, and of no events.
final class RecordedRuns implements Past {
  private final List<RunRecord> runs = new ArrayList<>();

  void add(RunRecord run) {
    runs.add(run);
  }

  int count() {
    return runs.size();
  }

  @Override
  public List<EventRecord> eventsAfter(long id, int max) {
    return List.of();
  }

  @Override
  public List<EventRecord> eventsBefore(long id, int max) {
    return List.of();
  }

  @Override
  public Runs runs(RunQuestion question) {
    return known(
        run -> question.wanted().test(new InstanceId(new UnitName(run.unit()), run.instance())));
  }

  @Override
  public Runs cronRuns(Collection<UnitName> crons, int eachMax) {
    return known(
        run -> CronSpec.owner(new UnitName(run.unit())).filter(crons::contains).isPresent());
  }

  private Runs known(Predicate<RunRecord> wanted) {
    return new Runs.Known(runs.stream().filter(wanted).toList());
  }
}
