package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.schedule.Timeline.Stretch;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Shift;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// What each unit is by its dates at the moment: which version of it is in force, and whether it is
/// within its window.
final class Shifts {

  /// Of the units that have any dates, by name.
  private final SortedMap<UnitName, Kept> kept = new TreeMap<>();

  private Configuration inForce = Configuration.EMPTY;

  /// From here to [#next] nobody has an edge.
  private Instant last = Instant.MIN;

  private Instant next = Instant.MAX;

  /// @param service with all its versions
  /// @param now what it is, and for how long
  /// @param opens when it opens next
  record Kept(ServiceSpec service, Stretch<Shift> now, Optional<Instant> opens) {

    static Kept at(ServiceSpec service, Instant moment) {
      Stretch<Shift> now = Shift.of(service).at(moment);
      return new Kept(service, now, Shift.opening(service, moment));
    }

    /// @param asked what made it so, where that is not the time of day alone
    Hours hours(Instant moment, Optional<Cause> asked) {
      Shift shift = now.value();
      if (shift.open()) {
        return new Hours.Open(now.from());
      }
      String how = shift.happened(now.from());
      Cause cause =
          asked
              .<Cause>map(by -> new Cause.Rule(how, moment, by))
              .orElseGet(() -> new Cause.Configured(how, moment));
      return new Hours.Closed(cause, shift.outside(opens, moment));
    }

    /// What comes next by the clock, and when.
    ///
    /// @param rests whether it has ended for good, so that no closing is anything to it
    Optional<InstanceView.Coming> coming(boolean rests) {
      return (now.value().open() && !rests ? now.until() : opens)
          .map(at -> new InstanceView.Coming(at, what(at)));
    }

    private String what(Instant edge) {
      Shift next = Shift.of(service).at(edge).value();
      int version = next.spec().timing().version();
      if (next.open() && version != now.value().spec().timing().version()) {
        return "version " + version + " comes into force";
      }
      return switch (next.kind()) {
        case OPEN -> "its window opens";
        case CLOSED -> "its window closes";
        case NOT_IN_FORCE -> "no version of it is in force any more";
      };
    }
  }

  /// A unit that is something else from now on.
  record Change(UnitName unit, Shift before, Kept after) {}

  /// The same, with which anything may be done.
  Shifts copy() {
    Shifts copy = new Shifts();
    copy.kept.putAll(kept);
    copy.inForce = inForce;
    copy.last = last;
    copy.next = next;
    return copy;
  }

  /// The configuration that is in force, each unit as the version that is.
  Configuration inForce() {
    return inForce;
  }

  /// Puts a configuration in force as it is at `now`.
  Configuration define(Configuration configuration, Instant now) {
    kept.clear();
    SortedMap<UnitName, UnitSpec> units = new TreeMap<>();
    configuration.units().forEach((name, unit) -> units.put(name, define(unit, now)));
    inForce = configuration.withUnits(units);
    reckon();
    return inForce;
  }

  private UnitSpec define(UnitSpec unit, Instant now) {
    return switch (unit) {
      case ServiceSpec service when service.timing().varies() -> {
        Kept each = Kept.at(service, now);
        kept.put(service.name(), each);
        yield each.now().value().spec();
      }
      case ServiceSpec service -> service;
      case JobSpec job -> {
        if (job.worker().timing().varies()) {
          kept.put(job.name(), Kept.at(job.worker(), now));
        }
        yield job;
      }
      case CronSpec cron -> cron;
    };
  }

  /// Looks at those again whose time has come, or was put back; tells what changed.
  List<Change> follow(Instant now) {
    if (!now.isBefore(last) && now.isBefore(next)) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    for (var entry : kept.entrySet()) {
      Kept before = entry.getValue();
      if (!before.now().contains(now)) {
        Kept after = Kept.at(before.service(), now);
        entry.setValue(after);
        changes.add(new Change(entry.getKey(), before.now().value(), after));
      }
    }
    if (!changes.isEmpty()) {
      SortedMap<UnitName, UnitSpec> units = new TreeMap<>(inForce.units());
      for (Change change : changes) {
        // A job has windows and no versions.
        if (units.get(change.unit()) instanceof ServiceSpec) {
          units.put(change.unit(), change.after().now().value().spec());
        }
      }
      inForce = inForce.withUnits(units);
    }
    reckon();
    return List.copyOf(changes);
  }

  /// When the next edge is; `Instant.MAX` for never.
  Instant next() {
    return next;
  }

  private void reckon() {
    last =
        kept.values().stream()
            .flatMap(each -> each.now().from().stream())
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    next =
        kept.values().stream()
            .flatMap(each -> each.now().until().stream())
            .min(Comparator.naturalOrder())
            .orElse(Instant.MAX);
  }

  /// Whether it is a job, whose workers are up when that says so.
  boolean isJob(UnitName unit) {
    return inForce.units().get(unit) instanceof JobSpec;
  }

  /// Which version of a unit is in force, where it has several.
  OptionalInt version(UnitName unit) {
    return find(unit).stream()
        .filter(each -> !each.service().timing().later().isEmpty())
        .mapToInt(each -> each.now().value().spec().timing().version())
        .findFirst();
  }

  Optional<Kept> find(UnitName unit) {
    return Optional.ofNullable(kept.get(unit));
  }
}
