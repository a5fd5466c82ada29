package dev.tend.core.world;

import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The whole world at the end of a turn; it never changes, so anybody may read it on any thread.
///
/// @param position the number of the last entry in the feed that it includes
/// @param inForce the same, with each unit as the version of it that is in force
/// @param instances in the order of their names and numbers
/// @param rollings those under way and the last that ended, the oldest first
/// @param jobs in the order of their names; their workers are among the instances
/// @param crons the cron jobs by name
/// @param heldDown what an operator stopped, and nobody has started since
/// @param watch the trial that the configuration stands, while it lasts
/// @param ending whether a shutdown is under way
public record Snapshot(
    long position,
    Configuration configuration,
    Configuration inForce,
    List<InstanceView> instances,
    List<Rolling> rollings,
    List<JobView> jobs,
    SortedMap<UnitName, CronView> crons,
    Set<InstanceId> heldDown,
    Optional<Watch> watch,
    boolean ending) {

  /// One without jobs and cron jobs, in which no unit has several versions.
  public Snapshot(
      long position,
      Configuration configuration,
      List<InstanceView> instances,
      List<Rolling> rollings,
      boolean ending) {
    this(
        position,
        configuration,
        configuration,
        instances,
        rollings,
        List.of(),
        new TreeMap<>(),
        Set.of(),
        Optional.empty(),
        ending);
  }

  public Optional<JobView> job(UnitName name) {
    return jobs.stream().filter(job -> job.name().equals(name)).findFirst();
  }

  public Optional<InstanceView> find(InstanceId id) {
    int low = 0;
    int high = instances.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = instances.get(middle).id().compareTo(id);
      if (order == 0) {
        return Optional.of(instances.get(middle));
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }
}
