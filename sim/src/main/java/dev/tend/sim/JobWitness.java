package dev.tend.sim;

import dev.tend.core.job.JobState;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Recovered;
import dev.tend.core.world.Snapshot;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Holds what jobs do on the machine against what they noted, and what they noted against what
/// happened on the machine: never too many workers, nothing done twice, nothing that was done
/// forgotten.
///
/// It reads what is durable only, which is all that a next daemon would know.
final class JobWitness {
  private final SimKernel kernel;
  private final SimJournal journal;
  private final JobsInForce jobs;
  private final WorkerWitness workers;
  private final TallyWitness tallies;
  private final VerdictWitness verdicts;
  private final SortedMap<UnitName, JobState> last = new TreeMap<>();

  /// How those stood that the last trial removed or changed.
  private final SortedMap<UnitName, JobState> removed = new TreeMap<>();

  /// All units that there were before it: of those it may be noted that they were never begun.
  private final Set<UnitName> kept = new TreeSet<>();

  /// Those that were noted before it.
  private final Set<UnitName> before = new TreeSet<>();

  JobWitness(SimKernel kernel, SimJournal journal, JobsInForce jobs) {
    this.kernel = kernel;
    this.journal = journal;
    this.jobs = jobs;
    this.workers = new WorkerWitness(kernel, jobs);
    this.tallies = new TallyWitness(kernel, journal, jobs);
    this.verdicts = new VerdictWitness(kernel, jobs);
  }

  void inForce(Configuration next) {
    jobs.put(next);
    // What comes again by that name is another one.
    last.keySet().removeIf(job -> jobs.spec(job).isEmpty());
    jobs.asked();
  }

  /// Another configuration is about to be in force.
  ///
  /// @param trial whether what it removes may come back
  void replaces(Configuration next, boolean trial) {
    // What an earlier trial removed comes back no more: what gets its name is another one.
    last.keySet().removeIf(job -> jobs.spec(job).isEmpty());
    removed.clear();
    before.clear();
    kept.clear();
    if (trial) {
      kept.addAll(jobs.configuration().units().keySet());
      before.addAll(last.keySet());
      removed.putAll(last);
      removed.keySet().removeIf(job -> jobs.spec(job).isEmpty() || stays(job, next));
    }
  }

  private boolean stays(UnitName job, Configuration next) {
    UnitSpec after = next.units().get(job);
    return after != null && after.equals(jobs.configuration().units().get(job));
  }

  /// What a trial removed is there again, and goes on as it stood; so does what it began anew.
  void cameBack() {
    // Who had never been begun is not noted before it is, and never was begun again.
    last.keySet().removeIf(job -> jobs.spec(job).isPresent() && !before.contains(job));
    removed.forEach((job, stood) -> {
      JobState now = last.get(job);
      if (now == null || now.round() > stood.round()) {
        last.put(job, stood);
      }
    });
  }

  /// Called by the kernel before a process comes to be.
  void spawning(LaunchPlan plan) {
    workers.spawning(plan);
  }

  private void follow() {
    jobs.follow();
    journal
        .jobs()
        .forEach((job, noted) -> {
          JobState earlier = last.put(job, noted.state());
          if (earlier != null && !earlier.equals(noted.state())) {
            compare(job, earlier, noted.state());
          }
        });
    last.keySet().retainAll(journal.jobs().keySet());
  }

  /// Called after every death. What a daemon did last may be that it went back, and nobody heard of
  /// that any more.
  void lastLook() {
    removed.forEach((job, stood) -> {
      JobState seen = last.get(job);
      Recovered.Job noted = journal.jobs().get(job);
      if (seen != null && noted != null && noted.state().round() < seen.round()) {
        last.put(job, stood);
      }
    });
    follow();
  }

  private void compare(UnitName job, JobState earlier, JobState now) {
    require(now.round() >= earlier.round(), () -> job + " goes back to an earlier round");
    if (now.round() == earlier.round()) {
      tallies.compare(job, earlier, now);
      verdicts.compare(job, earlier, now);
    }
  }

  /// Called after every turn.
  void check(Snapshot snapshot) {
    follow();
    journal.jobs().forEach((job, noted) -> check(job, noted.state(), snapshot));
    for (SimProcess process : kernel.living()) {
      if (process.plan.kind() == RunKind.MAIN) {
        jobs.noted(process.plan.instance().unit())
            .ifPresent(state -> workers.check(process, state, snapshot));
      }
    }
  }

  private void check(UnitName job, JobState state, Snapshot snapshot) {
    if (state.phase() instanceof Phase.Active) {
      jobs.rule(job)
          .ifPresent(rule -> {
            verdicts.check(job, rule, state, snapshot);
            workers.check(job, state, snapshot);
          });
    }
  }

  /// Called at the end, when all has been calm for long: nothing is left of what is over.
  void checkEnd(Snapshot snapshot) {
    for (UnitName job : journal.jobs().keySet()) {
      require(
          jobs.spec(job).isPresent() || removed.containsKey(job) || kept.contains(job),
          () -> "a record of " + job + " is left");
    }
    for (InstanceView view : snapshot.instances()) {
      require(
          jobs.configuration().units().containsKey(view.id().unit()),
          () -> view.id() + " is left there");
    }
  }

  private static void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Violation("jobs: " + what.get());
    }
  }
}
