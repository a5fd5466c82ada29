package dev.tend.daemon;

import dev.tend.core.cause.Actor;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.JobView;
import dev.tend.daemon.routes.ConfigurationSource;
import dev.tend.engine.Engine;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Forgets the jobs that were added while a daemon ran once their time to live is over.
final class ExpiredJobs implements Runnable {

  private static final Actor TTL = new Actor("its ttl");

  private final Engine engine;
  private final ConfigurationSource source;
  private final Set<UnitName> seen = new HashSet<>();

  ExpiredJobs(Engine engine, ConfigurationSource source) {
    this.engine = engine;
    this.source = source;
  }

  @Override
  public void run() {
    for (JobView job : engine.snapshot().jobs()) {
      boolean expired = job.state().phase() instanceof Phase.Over(var _, boolean gone) && gone;
      if (!expired) {
        seen.remove(job.name());
      } else if (seen.add(job.name()) && source.registered().containsKey(job.name())) {
        // Beside this thread, for whose end the daemon's own waits. If something else needs the
        // job,
        // it stays: nothing of it is left but its name.
        Thread.startVirtualThread(() -> source.unregister(job.name(), Optional.empty(), TTL));
      }
    }
  }
}
