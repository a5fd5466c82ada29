package dev.tend.core.world;

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

  /// A run of a cron job goes on by what it was begun with, whatever becomes of its template: so
  /// nobody compares its spec with a later one, and it needs no fingerprint.
  void spare(JobSpec run) {
    jobs.put(run.name(), new Made<>(run, Fingerprint.NONE));
    services.put(run.name(), new Made<>(run.worker(), Fingerprint.NONE));
  }

  /// The unit is gone for good.
  void drop(UnitName unit) {
    services.remove(unit);
    jobs.remove(unit);
  }
}
