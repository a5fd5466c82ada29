package dev.tend.daemon.routes;

import dev.tend.core.cron.CronState;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.CronView;
import dev.tend.core.world.Selector;
import dev.tend.core.world.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The runs of cron jobs that ended and are still remembered: no instances any more, but their
/// output is kept as long as they are.
record PastRuns(Snapshot snapshot) {

  /// Those that a selector names, by the name of a run or of its cron job.
  List<InstanceId> find(Selector selector) {
    List<InstanceId> found = new ArrayList<>();
    if (selector instanceof Selector.OfUnit(UnitName unit)) {
      for (CronView cron : snapshot.crons().values()) {
        CronSpec spec = cron.spec();
        for (long number : numbers(cron).toList()) {
          if (unit.equals(spec.name()) || unit.equals(spec.run(number))) {
            int workers = spec.job(number).worker().instances();
            for (int worker = 1; worker <= workers; worker++) {
              found.add(new InstanceId(spec.run(number), worker));
            }
          }
        }
      }
    }
    return found;
  }

  private static Stream<Long> numbers(CronView cron) {
    return Stream.concat(
        cron.state().results().stream().map(CronState.Result::number),
        cron.state().active().stream().map(CronState.Active::number));
  }
}
