package dev.tend.sim;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.InstancePath;
import dev.tend.engine.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds who is named by a detector on the simulated machine: a process that nobody supervises, or
/// the child that the run's own process left.
final class SimFinder {
  private final SimProcesses processes;
  private final SimPidFiles pidFiles;
  private final Predicate<RunId> watched;

  /// @param watched the runs that the present daemon knows
  SimFinder(SimProcesses processes, SimPidFiles pidFiles, Predicate<RunId> watched) {
    this.watched = watched;
    this.processes = processes;
    this.pidFiles = pidFiles;
  }

  Sighting look(Search search) {
    if (search.trail().isPresent()) {
      String path = path(search.trail().get().follow(), search.instance());
      return pidFiles
          .named(path)
          .flatMap(pid -> find(search, pid))
          .<Sighting>map(found -> new Sighting.Found(found.ref, path + " names it"))
          .orElseGet(() -> new Sighting.Nothing(List.of()));
    }
    List<String> notes = new ArrayList<>();
    for (Detector.Naming detector : search.detectors()) {
      Optional<Integer> named = named(detector, search);
      if (named.isEmpty()) {
        continue;
      }
      String how = detector + " names pid " + named.get();
      Optional<SimProcess> found = find(search, named.get());
      if (found.isPresent()) {
        return new Sighting.Found(found.get().ref, how);
      }
      notes.add(how + ", which is not there");
    }
    return new Sighting.Nothing(notes);
  }

  /// Where a command that is followed is to write.
  static String path(Follow follow, InstanceId instance) {
    return follow.file().map(own -> own.of(instance)).orElse("/run/given/" + instance);
  }

  private Optional<Integer> named(Detector.Naming detector, Search search) {
    return switch (detector) {
      case Detector.Pid(int pid) -> Optional.of(pid);
      case Detector.PidFile(InstancePath path) -> pidFiles.named(path.of(search.instance()));
    };
  }

  private Optional<SimProcess> find(Search search, int pid) {
    SimProcess own = processes.get(search.run());
    if (own != null) {
      if (search.trail().isPresent() && own.alive && own.ref.pid() == pid) {
        own.named = true;
        return Optional.of(own);
      }
      if (search.trail().isPresent() && own.alive && own.childAlive && own.childPid() == pid) {
        own.move();
        own.named = true;
        return Optional.of(own);
      }
      if (own.alive || !own.childAlive || own.childPid() != pid) {
        return Optional.empty();
      }
      own.promote();
      return Optional.of(own);
    }
    return processes.living().stream()
        .filter(each -> isNobodys(each) && each.alive && each.ref.pid() == pid)
        .findFirst()
        .map(each -> taken(each, search));
  }

  /// One that a daemon took over and died before it noted that is nobody's again.
  private boolean isNobodys(SimProcess process) {
    return process.foreign || (process.stray && !watched.test(process.plan.run()));
  }

  private SimProcess taken(SimProcess process, Search search) {
    LaunchPlan was = process.plan;
    processes.remove(process);
    process.plan =
        new LaunchPlan(search.run(), was.kind(), search.instance(), was.launch(), was.log());
    process.foreign = false;
    process.stray = true;
    // Who is found up is up.
    process.proved = true;
    processes.add(process);
    return process;
  }
}
