package dev.tend.cli;

import dev.tend.api.InstanceStatus;
import dev.tend.api.JobStatus;
import dev.tend.api.Outcome;
import dev.tend.api.TendClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What an order touched, as it is now. Of a job counts what becomes of it, and not what its
/// workers do just then.
///
/// @param all every instance, those of jobs too
/// @param others the instances that are no workers
/// @param jobs the jobs whose workers are among the instances
record Awaited(List<InstanceStatus> all, List<InstanceStatus> others, List<JobStatus> jobs) {

  Awaited {
    all = List.copyOf(all);
    others = List.copyOf(others);
    jobs = List.copyOf(jobs);
  }

  /// @param named what the order named; a job whose time to live is over has no instance left
  static Outcome<Awaited> of(List<InstanceStatus> all, List<String> named, TendClient client) {
    Outcome<List<JobStatus>> jobs = new Outcome.Done<>(List.of());
    List<String> names =
        all.stream().filter(Awaited::isWorker).map(InstanceStatus::unit).distinct().toList();
    for (String name : names) {
      jobs = jobs.then(known -> client.job(name).map(job -> with(known, job)));
    }
    for (String name : named) {
      boolean seen = all.stream().anyMatch(status -> status.unit().equals(name));
      if (!seen && client.job(name) instanceof Outcome.Done<JobStatus>(JobStatus job)) {
        jobs = jobs.map(known -> with(known, job));
      }
    }
    List<InstanceStatus> others = all.stream().filter(status -> !isWorker(status)).toList();
    return jobs.map(known -> new Awaited(all, others, known));
  }

  /// Those of which something holds.
  Awaited where(Predicate<InstanceStatus> instance, Predicate<JobStatus> job) {
    return new Awaited(
        all, others.stream().filter(instance).toList(), jobs.stream().filter(job).toList());
  }

  boolean isEmpty() {
    return others.isEmpty() && jobs.isEmpty();
  }

  /// What each is called.
  List<String> names() {
    return Stream.concat(others.stream().map(Goal::key), jobs.stream().map(JobStatus::name))
        .toList();
  }

  /// How each is, behind its name: `is backing off`, `is active`.
  List<String> states() {
    return Stream.concat(
            others.stream().map(status -> StateText.of(status.state())),
            jobs.stream().map(JobStatus::phase))
        .toList();
  }

  private static boolean isWorker(InstanceStatus status) {
    return status.kind().equals("job");
  }

  private static List<JobStatus> with(List<JobStatus> jobs, JobStatus job) {
    List<JobStatus> more = new ArrayList<>(jobs);
    more.add(job);
    return more;
  }
}
