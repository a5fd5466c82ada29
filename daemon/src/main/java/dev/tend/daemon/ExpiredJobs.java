package dev.tend.daemon;

import dev.tend.core.cause.Actor;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.JobView;
import dev.tend.daemon.routes.ConfigurationSource;
import dev.tend.engine.Engine;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Forgets the jobs that were added while a daemon ran once their time to live is over.
final class ExpiredJobs implements Runnable {

  private static final Actor TTL = new Actor("its ttl");

  private final Engine engine;
  private final ConfigurationSource source;
  private final Predicate<Path> goes;
  private final Set<UnitName> seen = new HashSet<>();

  /// @param goes whether the file of a job may be taken away
  ExpiredJobs(Engine engine, ConfigurationSource source, Predicate<Path> goes) {
    this.engine = engine;
    this.source = source;
    this.goes = goes;
  }

  @Override
  public void run() {
    for (JobView job : engine.snapshot().jobs()) {
      boolean expired = job.state().phase() instanceof Phase.Over(var _, boolean gone) && gone;
      if (!expired) {
        seen.remove(job.name());
      } else if (seen.add(job.name())) {
        // Beside this thread, for whose end the daemon's own waits.
        Thread.startVirtualThread(() -> forget(job.name()));
      }
    }
  }

  /// If something else needs the job, it stays: nothing of it is left but its name.
  private void forget(UnitName job) {
    Optional.ofNullable(source.registered().get(job))
        .filter(goes)
        .ifPresent(_ -> source.unregister(job, Optional.empty(), TTL));
  }
}
