package dev.tend.sim;

import dev.tend.core.job.JobState.Phase;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.JobView;
import dev.tend.core.world.Rolling;
import dev.tend.core.world.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What must be so in the end: everything has come to rest where it should be, and each end is
/// recorded.
record Calm(SimKernel kernel, SimJournal journal) {

  /// What is not as it must be in the end; empty if all is.
  Optional<String> unrest(Snapshot snapshot) {
    for (SimProcess process : kernel.processes()) {
      boolean over = !process.treeAlive() && !process.foreign && !process.isGoodAnswer();
      if (over && !journal.exits().containsKey(process.plan.run())) {
        return Optional.of("3: no end is recorded of " + process.plan.run());
      }
    }
    for (Rolling rolling : snapshot.rollings()) {
      if (rolling.phase() == Rolling.Phase.ROLLING && !held(snapshot, rolling)) {
        return Optional.of("progress: " + rolling + " still rolls");
      }
    }
    for (JobView job : snapshot.jobs()) {
      if (!rests(snapshot, job)) {
        return Optional.of("progress: " + job.name() + " is still " + job.state().phase());
      }
    }
    return snapshot.instances().stream()
        .filter(view -> !rests(snapshot, view))
        .map(view -> "progress: " + view.id() + " is still " + view.state())
        .findFirst();
  }

  private static boolean rests(Snapshot snapshot, JobView job) {
    return switch (job.state().phase()) {
      case Phase.Idle _, Phase.Suspended _, Phase.Over _ -> true;
      // Whether they wait rightly is looked at with the others that do.
      case Phase.Active _ ->
          !job.state().workers().isEmpty()
              && job.state().workers().keySet().stream()
                  .flatMap(slot -> snapshot.find(new InstanceId(job.name(), slot)).stream())
                  .allMatch(view -> view.state() == StateName.WAITING);
      case Phase.Ending _ -> false;
    };
  }

  private static boolean rests(Snapshot snapshot, InstanceView view) {
    if (snapshot.job(view.id().unit()).isPresent()) {
      return switch (view.state()) {
        case STOPPED, COMPLETED, FAILED -> true;
        case WAITING -> rightlyUnmet(snapshot, view);
        case STARTING, RUNNING, STOPPING, BACKOFF -> false;
      };
    }
    if (!view.targetUp()) {
      boolean stands =
          view.dates().outside().isPresent()
              && (view.state() == StateName.COMPLETED || view.state() == StateName.FAILED);
      return stands || view.state() == StateName.STOPPED;
    }
    return switch (view.state()) {
      case RUNNING, COMPLETED, FAILED -> true;
      case WAITING -> rightlyUnmet(snapshot, view) || mayBeElsewhere(view);
      case STARTING, STOPPING, BACKOFF, STOPPED -> false;
    };
  }

  /// Whether one of them waits for something that will not come.
  private static boolean held(Snapshot snapshot, Rolling rolling) {
    return Stream.of(rolling.old(), rolling.underWay(), rolling.renewed())
        .flatMap(List::stream)
        .flatMap(id -> snapshot.find(id).stream())
        .anyMatch(view -> view.state() == StateName.WAITING);
  }

  /// Whether a detector said that the instance is up without Tend; it may be gone from the spec by
  /// now.
  private static boolean mayBeElsewhere(InstanceView view) {
    return view.unmet().isEmpty() && view.cause().sentence().contains("says that it is up");
  }

  /// Whether what the instance waits for really is not there, and will not come.
  private static boolean rightlyUnmet(Snapshot snapshot, InstanceView waiting) {
    return waiting.unmet().stream()
        .filter(edge -> !edge.sentence().startsWith("its turn"))
        // Nobody who is not on its way is waited for where only the order matters.
        .filter(edge ->
            !edge.sentence().contains("comes first")
                || awaitsAnEnd(snapshot, waiting, new TreeSet<>()))
        .filter(edge -> snapshot.job(edge.unit()).filter(job -> job.state().complete()).isEmpty())
        .anyMatch(edge ->
            snapshot.instances().stream()
                    .filter(view -> view.id().unit().equals(edge.unit()))
                    .noneMatch(view -> view.state() == StateName.RUNNING && view.targetUp())
                || edge.sentence().contains("completed")
                || snapshot.instances().stream()
                    .filter(view -> view.id().unit().equals(edge.unit()) && view.targetUp())
                    .anyMatch(view -> view.state() != StateName.RUNNING));
  }

  /// Whether it waits for the end of somebody who runs, or for somebody who does.
  ///
  /// @param seen who was asked: some wait for each other
  private static boolean awaitsAnEnd(
      Snapshot snapshot, InstanceView waiting, Set<InstanceId> seen) {
    return seen.add(waiting.id())
        && waiting.unmet().stream()
            .anyMatch(edge ->
                edge.sentence().contains("completed")
                    || snapshot.instances().stream()
                        .filter(view -> view.id().unit().equals(edge.unit()))
                        .anyMatch(view -> awaitsAnEnd(snapshot, view, seen)));
  }
}
