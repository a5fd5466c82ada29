package dev.tend.core.why;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import dev.tend.core.world.CronView;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.JobView;
import dev.tend.core.world.Snapshot;
import java.util.Optional;

/// Answers why something is as it is now: a walk over recorded causes, and from unit to unit over
/// the edges that do not hold.
public final class Why {
  private final Snapshot snapshot;
  private final Moment now;
  private final InstanceAccounts instances;
  private final JobAccounts jobs;
  private final CronAccounts crons;

  /// @param words knows what processes wrote before they ended
  /// @param records knows what failed and caused nothing
  public Why(Snapshot snapshot, Moment now, LastWords words, Records records) {
    Ages ages = new Ages(now);
    this.snapshot = snapshot;
    this.now = now;
    Mishaps mishaps = new Mishaps(records, ages);
    instances = new InstanceAccounts(snapshot, ages, words, mishaps, new Adoptions(records));
    jobs = new JobAccounts(snapshot, ages, words, mishaps);
    crons = new CronAccounts(ages);
  }

  /// The answer for one instance, without what it wrote and what was recorded; empty if the
  /// snapshot has none of that name.
  public static Optional<Answer> answer(Snapshot snapshot, InstanceId id, Moment now) {
    return snapshot.find(id).map(new Why(snapshot, now, LastWords.NONE, Records.NONE)::of);
  }

  public Answer of(InstanceView view) {
    return Walk.from(instances.of(view), this::account);
  }

  public Answer of(JobView job) {
    return Walk.from(jobs.of(job), this::account);
  }

  public Answer of(CronView cron) {
    return Walk.from(crons.of(cron), this::account);
  }

  /// The answer for a unit that has no instance at the moment.
  public Answer none(UnitName unit) {
    return Walk.from(InstanceAccounts.none(unit, now.wall()), this::account);
  }

  private Optional<Account> account(UnitName unit) {
    return snapshot
        .job(unit)
        .map(jobs::of)
        .or(() -> instances.worst(unit).map(instances::of))
        .or(() -> Optional.of(InstanceAccounts.none(unit, now.wall())));
  }
}
