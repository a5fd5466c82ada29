package dev.tend.config.nativeform;

import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.UnitName;
import java.util.SortedMap;

/// Looks whether a unit has a name that a run of a cron job will have: `backup-17`.
record RunNameCheck(SortedMap<UnitName, ServiceDraft> units, Problems problems) {

  void check() {
    for (ServiceDraft unit : units.values()) {
      UnitName name = unit.name();
      CronSpec.owner(name)
          .map(units::get)
          .filter(owner -> owner.cron().isPresent())
          .ifPresent(owner ->
              problems.add(
                  unit.fields().place(),
                  "a run of cron job '" + owner.name() + "' will be called '" + name + "' too",
                  "Two units need two names."));
    }
  }
}
