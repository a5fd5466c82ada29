package dev.tend.core.spec;

import dev.tend.core.schedule.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which version of a service is in force: the newest one that is not disabled. Empty where none
/// is.
record Versions(ServiceSpec service) implements Timeline<Optional<ServiceSpec>> {

  @Override
  public Stretch<Optional<ServiceSpec>> at(Instant moment) {
    List<ServiceSpec> enabled =
        Stream.concat(Stream.of(own()), service.timing().later().stream())
            .filter(version -> !version.timing().disabled())
            .toList();
    Optional<ServiceSpec> current =
        enabled.stream()
            .filter(version -> !version.timing().moment().isAfter(moment))
            .reduce((_, newer) -> newer);
    Optional<Instant> next =
        enabled.stream()
            .map(version -> version.timing().moment())
            .filter(moment::isBefore)
            .findFirst();
    Optional<Instant> from =
        current.flatMap(version -> version.timing().from().map(_ -> version.timing().moment()));
    return new Stretch<>(current, from, next);
  }

  /// What the unit says of itself, alone.
  ServiceSpec own() {
    return service.withTiming(service.timing().withLater(List.of()));
  }
}
