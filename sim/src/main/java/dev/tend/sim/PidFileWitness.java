package dev.tend.sim;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Snapshot;
import java.util.Optional;

/// Holds the pid files that the daemon writes against the processes that there are, once all has
/// been calm for long.
final class PidFileWitness {
  private final SimPidFiles files;

  PidFileWitness(SimPidFiles files) {
    this.files = files;
  }

  /// A running instance is named by its file, and one that is down by none.
  void check(Snapshot snapshot, Configuration configuration) {
    for (InstanceView view : snapshot.instances()) {
      if (configuration.units().get(view.id().unit()) instanceof ServiceSpec spec) {
        spec.pidFile().ifPresent(file -> check(view, file));
      }
    }
  }

  private void check(InstanceView view, InstancePath file) {
    Optional<Integer> named = files.named(file.of(view.id()));
    boolean right =
        view.state() == StateName.RUNNING
            ? named.equals(view.pid().stream().boxed().findFirst())
            : named.isEmpty();
    if (!right) {
      throw new Violation(
          "pid file: " + view.id() + " is " + view.state() + " and its file names " + named);
    }
  }
}
