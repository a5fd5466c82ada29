package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.ListForm;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Problems;
import dev.tend.core.schedule.Windows;
import dev.tend.core.schedule.ZoneTime;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Timing;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys that say when a service should be up, and as which version.
final class TimingKeys {

  static final Key<ZoneId> ZONE =
      Key.optional(
          "zone",
          new ZoneForm(),
          "that of the host",
          "The time zone of the dates of its versions, and of windows that name none.");

  static final Key<List<Fields>> WINDOW =
      Key.optional(
          "window",
          new ListForm<>(WindowKeys.SHAPE, WindowKeys.EXAMPLE),
          "all the time",
          "The hours in which it should be up: those of any of its windows. When they begin it is"
              + " started, whatever it came to in the last ones, unless an operator has stopped it;"
              + " when they end it is stopped. See [windows and versions](windows.md).");

  static final Key<Boolean> DISABLED =
      Key.standard(
          "disabled",
          new TruthForm(),
          false,
          "Whether this version is passed over, as if it were not there: the one before it stays in"
              + " force, or comes back. Without any other the service is down.");

  static final Key<Boolean> RESTART_ON_CHANGE =
      Key.optional(
          "restart_on_change",
          new TruthForm(),
          "`true`, for a service with versions `false`",
          "Whether a reload that changes what its process was started from replaces that process."
              + " If not, the next start takes it over. Another version always replaces it.");

  static final Key<Placed<TimePoint>> FROM =
      Key.required(
          "from",
          new Placed.In<>(new TimePoint.In()),
          "When the version comes into force, by the clocks of `zone`.");

  static final Key<List<Fields>> VERSION =
      Key.optional(
          "version",
          new VersionsForm(),
          "none",
          "Later versions of the service. The newest one that has come into force holds.");

  private TimingKeys() {}

  /// Looks whether each version of a service has a moment of its own to come into force.
  static void check(ServiceDraft service, Problems problems) {
    Map<Instant, Place> seen = new HashMap<>();
    for (ServiceDraft version : service.versions()) {
      Optional<Placed<TimePoint>> from = version.fields().find(FROM);
      if (from.isEmpty()) {
        continue;
      }
      TimePoint date = from.get().value();
      if (date.offset().isPresent()) {
        problems.add(
            from.get().place(),
            "'" + date + "' has an offset",
            "The dates of versions go by 'zone': leave it out.");
        continue;
      }
      Place earlier =
          seen.putIfAbsent(
              new ZoneTime(date.written(), zone(version.fields())).moment(), from.get().place());
      if (earlier != null) {
        problems.add(
            from.get().place(),
            "two versions come into force at " + date + " (" + earlier + ")",
            "Only one of them could ever hold.");
      }
    }
  }

  /// To be asked once no mistake was found.
  ///
  /// @param versions those of a service; none for one of these
  /// @param versioned whether it has, or is, one of several versions
  static Timing timing(Fields fields, List<ServiceSpec> versions, boolean versioned) {
    ZoneId zone = zone(fields);
    Windows windows =
        new Windows(
            fields.find(WINDOW).orElse(List.of()).stream()
                .map(each -> WindowKeys.spec(each, zone))
                .toList());
    Timing timing =
        Timing.ALWAYS
            // What has no dates is the same wherever the host stands.
            .withZone(versioned || fields.find(WINDOW).isPresent() ? zone : ZoneOffset.UTC)
            .withWindows(windows)
            .withDisabled(fields.get(DISABLED))
            .withRestartOnChange(fields.find(RESTART_ON_CHANGE).orElse(!versioned));
    Timing dated =
        fields.find(FROM).map(from -> timing.withFrom(from.value().written())).orElse(timing);
    return dated.withLater(versions);
  }

  static ZoneId zone(Fields fields) {
    return fields.find(ZONE).orElseGet(ZoneId::systemDefault);
  }
}
