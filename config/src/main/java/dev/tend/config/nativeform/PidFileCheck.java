package dev.tend.config.nativeform;

import dev.tend.config.decode.Placed;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.InstancePath;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Looks whether two services would have the same pid file: the pid of one of them would be lost.
final class PidFileCheck {

  private record Owner(ServiceDraft unit, Placed<InstancePath> file) {}

  private final Problems problems;
  private final Map<String, Owner> owners = new HashMap<>();

  PidFileCheck(Problems problems) {
    this.problems = problems;
  }

  void check(Collection<ServiceDraft> units) {
    for (ServiceDraft unit : units) {
      unit.fields().find(ServiceKeys.PID_FILE).ifPresent(file -> claim(new Owner(unit, file)));
      unit.fields()
          .find(FollowForm.KEY)
          .flatMap(follow -> follow.value().file().map(path -> new Placed<>(follow.place(), path)))
          .ifPresent(file -> claim(new Owner(unit, file)));
    }
  }

  /// Says it once for each unit, however many instances collide.
  private void claim(Owner owner) {
    InstancePath file = owner.file().value();
    for (int number = 1; number <= Math.max(1, owner.unit().instances()); number++) {
      String path = file.of(new InstanceId(owner.unit().name(), number));
      Owner other = owners.putIfAbsent(path, owner);
      if (other != null && !owner.unit().isAnotherVersionOf(other.unit())) {
        problems.add(
            owner.file().place(),
            path
                + " is the pid file of '"
                + other.unit().name()
                + "' too ("
                + other.file().place()
                + ")",
            "Put {unit} into its path.");
        return;
      }
    }
  }
}
