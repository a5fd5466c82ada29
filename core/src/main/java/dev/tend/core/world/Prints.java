package dev.tend.core.world;

import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// The fingerprints of specs, each made once: to make one costs more than to compare two specs, and
/// for code that was never run before more than all else about a start.
final class Prints {
  private final Map<UnitName, Made<ServiceSpec>> services = new HashMap<>();
  private final Map<UnitName, Made<JobSpec>> jobs = new HashMap<>();

  private record Made<T>(T spec, Fingerprint print) {}

  Fingerprint of(ServiceSpec spec) {
    return of(services, spec.name(), spec, Fingerprint::of);
  }

  Fingerprint of(JobSpec spec) {
    return of(jobs, spec.name(), spec, Fingerprint::of);
  }

  private static <T> Fingerprint of(
      Map<UnitName, Made<T>> known, UnitName unit, T spec, Function<T, Fingerprint> maker) {
    Made<T> made = known.get(unit);
    if (made == null || !made.spec().equals(spec)) {
      made = new Made<>(spec, maker.apply(spec));
      known.put(unit, made);
    }
    return made.print();
  }

  /// A run of a cron job has the fingerprints of its template: nobody compares them with those of
  /// another run, since each runs once.
  void lend(CronSpec template, JobSpec run) {
    jobs.put(run.name(), new Made<>(run, of(template.job())));
    services.put(run.name(), new Made<>(run.worker(), of(template.job().worker())));
  }

  /// The unit is gone for good.
  void drop(UnitName unit) {
    services.remove(unit);
    jobs.remove(unit);
  }
}
