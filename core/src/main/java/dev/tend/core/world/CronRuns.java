package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobEvent;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The jobs that firings of cron jobs come to, as the cron jobs see them.
///
/// That one has ended is taken up one turn after it did. By then it is noted where the job stands,
/// so that a daemon which dies between the two is followed by one that knows both.
final class CronRuns {
  private final World world;
  private final Roster roster;
  private final Jobs jobs;
  private final Map<UnitName, UnitName> owners = new HashMap<>();
  private final SortedSet<UnitName> stirred = new TreeSet<>();
  private final SortedSet<UnitName> over = new TreeSet<>();

  CronRuns(World world, Roster roster, Jobs jobs) {
    this.world = world;
    this.roster = roster;
    this.jobs = jobs;
  }

  /// What a run came to.
  ///
  /// @param sentence what became of it, as a clause
  record End(UnitName run, UnitName owner, boolean success, String sentence) {}

  /// Whether the unit is one of them.
  boolean owns(UnitName unit) {
    return owners.containsKey(unit);
  }

  /// Starts one.
  void start(CronSpec spec, long number, Cause cause, Moment now) {
    JobSpec job = goesOn(spec, number);
    if (job.worker().edges().isEmpty()) {
      roster.define(job.worker(), cause);
    } else {
      world.define(job, cause);
    }
    jobs.define(job, Optional.empty(), cause, now);
    jobs.begin(job.name(), cause);
  }

  /// One is there, or about to be.
  ///
  /// @return the job that it is; when it starts is for the cron job to say
  JobSpec goesOn(CronSpec spec, long number) {
    JobSpec job = spec.job(number);
    owners.put(job.name(), spec.name());
    stirred.add(job.name());
    JobSpec run = job.withWorker(job.worker().withAutostart(false));
    world.prints().spare(run);
    return run;
  }

  /// One that a trial took away goes on where it stood.
  ///
  /// @return `false` if nothing is known of it
  boolean comesBack(CronSpec spec, long number, Removed known, Cause cause) {
    Optional<JobState> state = known.job(spec.run(number));
    if (state.isEmpty()) {
      return false;
    }
    JobSpec run = goesOn(spec, number);
    roster.define(run.worker(), cause).stream().filter(known::putBack).forEach(world::placed);
    world.define(run, cause);
    jobs.resume(run, state.get());
    jobs.goOn(run.name());
    return true;
  }

  /// Ends it; that it has ended is seen later.
  void stop(UnitName run, Cause cause) {
    jobs.tell(run, new JobEvent.Stop(cause));
  }

  /// Lets go of it, whatever it does.
  void drop(UnitName run, Cause cause) {
    owners.remove(run);
    stirred.remove(run);
    over.remove(run);
    jobs.forget(run);
    roster.retire(run, cause);
  }

  /// Nobody asks for what an ended one wrote any more.
  void forget(CronSpec spec, long number) {
    ServiceSpec worker = spec.job(number).worker();
    for (int slot = 1; slot <= worker.instances(); slot++) {
      InstanceId instance = new InstanceId(worker.name(), slot);
      world.effect(new Effect.Discard(Writer.of(instance), worker.log()));
      worker
          .hooks()
          .names()
          .forEach(
              hook -> world.effect(new Effect.Discard(Writer.hook(instance, hook), worker.log())));
    }
  }

  /// Something about the unit may have changed.
  void touched(UnitName unit) {
    if (owns(unit)) {
      stirred.add(unit);
    }
  }

  /// Looks which of them have ended in this turn.
  ///
  /// @return whether there are any, so that there is to be another turn at once
  boolean looksBack() {
    stirred.stream().filter(run -> end(run).isPresent()).forEach(over::add);
    stirred.clear();
    return !over.isEmpty();
  }

  /// What ended in the turn before.
  List<End> ended() {
    List<End> ends = over.stream().flatMap(run -> end(run).stream()).toList();
    over.clear();
    return ends;
  }

  private Optional<End> end(UnitName run) {
    return Optional.ofNullable(owners.get(run))
        .flatMap(owner ->
            jobs.state(run)
                .filter(JobState::over)
                .flatMap(JobState::verdict)
                .map(verdict -> new End(run, owner, verdict.success(), verdict.message())));
  }
}
