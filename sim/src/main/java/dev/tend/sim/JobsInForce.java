package dev.tend.sim;

import dev.tend.core.job.JobState;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Recovered;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// By what the jobs of the simulated machine go at present, and what is noted of them, which is all
/// that a next daemon would know.
final class JobsInForce {
  private final SimKernel kernel;
  private final SimJournal journal;

  /// By which cron job each run of one was begun: it goes on by that, or by what is new.
  private final SortedMap<UnitName, JobSpec> begun = new TreeMap<>();

  private Configuration configuration = Configuration.EMPTY;
  private long askedNanos = Long.MIN_VALUE;
  private long sinceNanos = Long.MIN_VALUE;

  JobsInForce(SimKernel kernel, SimJournal journal) {
    this.kernel = kernel;
    this.journal = journal;
  }

  /// Another configuration comes.
  void put(Configuration next) {
    configuration = next;
    sinceNanos = kernel.nanos();
  }

  Configuration configuration() {
    return configuration;
  }

  /// When it came into force.
  long sinceNanos() {
    return sinceNanos;
  }

  /// Somebody asks for something: what a turn decides before it reads that cannot be told apart.
  void asked() {
    askedNanos = kernel.nanos();
  }

  /// Whether somebody did at this very instant.
  boolean askedNow() {
    return askedNanos == kernel.nanos();
  }

  /// Called after every turn, and after every death: runs of cron jobs come and go.
  void follow() {
    for (UnitName job : journal.jobs().keySet()) {
      if (CronSpec.owner(job).isPresent()) {
        spec(job).ifPresent(spec -> begun.putIfAbsent(job, spec));
      }
    }
    begun.keySet().retainAll(journal.jobs().keySet());
  }

  /// By what a unit goes, if it is a job or the run of a cron job.
  Optional<JobSpec> spec(UnitName unit) {
    if (configuration.units().get(unit) instanceof JobSpec job) {
      return Optional.of(job);
    }
    return CronSpec.owner(unit)
        .map(configuration.units()::get)
        .filter(CronSpec.class::isInstance)
        .map(CronSpec.class::cast)
        .map(cron -> cron.job(cron.number(unit)));
  }

  /// The rule that a job keeps, if there is but one.
  Optional<JobRule> rule(UnitName unit) {
    return spec(unit)
        .filter(spec -> begun.getOrDefault(unit, spec).equals(spec))
        .map(JobSpec::rule);
  }

  Optional<JobState> noted(UnitName job) {
    return Optional.ofNullable(journal.jobs().get(job)).map(Recovered.Job::state);
  }

  /// Whether that is what its work comes to.
  boolean succeeds(InstanceId id, Exit end) {
    return spec(id.unit()).filter(spec -> spec.worker().succeeds(end)).isPresent();
  }

  /// Whether an edge to a job lets its unit start.
  boolean holds(Edge.Requires edge) {
    Optional<JobState> job = noted(edge.unit());
    boolean complete = job.filter(JobState::complete).isPresent();
    return askedNow()
        || switch (edge.until()) {
          case STARTED -> complete || job.filter(state -> !state.workers().isEmpty()).isPresent();
          case READY, COMPLETED_SUCCESSFULLY -> complete;
          case COMPLETED -> job.filter(JobState::over).isPresent();
        };
  }
}
