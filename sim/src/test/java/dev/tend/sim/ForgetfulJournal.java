package dev.tend.sim;

import dev.tend.core.cron.CronState;
import dev.tend.core.job.JobState;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Recovered;
import dev.tend.engine.Journal;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Planted: a daemon that reads of jobs and cron jobs something else than was noted.
final class ForgetfulJournal extends PassOnJournal {
  private final UnaryOperator<JobState> ofJobs;
  private final UnaryOperator<CronState> ofCrons;

  ForgetfulJournal(
      Journal journal, UnaryOperator<JobState> ofJobs, UnaryOperator<CronState> ofCrons) {
    super(journal);
    this.ofJobs = ofJobs;
    this.ofCrons = ofCrons;
  }

  @Override
  public Recovery recover() {
    Recovery all = super.recover();
    SortedMap<UnitName, Recovered.Job> jobs = new TreeMap<>(all.jobs());
    jobs.replaceAll((_, job) -> new Recovered.Job(ofJobs.apply(job.state()), job.earlier()));
    SortedMap<UnitName, CronState> crons = new TreeMap<>(all.crons());
    crons.replaceAll((_, state) -> ofCrons.apply(state));
    return new Recovery(
        all.openRuns(),
        all.lostRuns(),
        all.standings(),
        all.heldDown(),
        all.rebooted(),
        all.setAside(),
        jobs,
        crons,
        all.boot());
  }
}
