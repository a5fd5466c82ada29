package dev.tend.core.spec;

import dev.tend.core.schedule.Windows;
import dev.tend.core.schedule.ZoneTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// When a service should be up, and which version of it that is.
///
/// @param version 1 for what the unit says of itself, 2 and on for its later versions by their
///   dates
/// @param from when it comes into force, by the clocks of `zone`; empty for what has no date
/// @param disabled whether it is passed over, as if it were not there
/// @param windows outside of them it is down
/// @param restartOnChange whether a change of what its process was started from replaces that; a
///   change of the version does always
/// @param later the versions after it, by their dates; none for one of these
public record Timing(
    int version,
    Optional<LocalDateTime> from,
    boolean disabled,
    ZoneId zone,
    Windows windows,
    boolean restartOnChange,
    List<ServiceSpec> later) {

  /// Up all the time, and always the same.
  public static final Timing ALWAYS =
      new Timing(1, Optional.empty(), false, ZoneOffset.UTC, Windows.NONE, true, List.of());

  public Timing {
    later = List.copyOf(later);
    if (later.stream().anyMatch(spec -> spec.timing().from().isEmpty())) {
      throw new IllegalArgumentException("a later version without a date");
    }
  }

  public Timing withWindows(Windows windows) {
    return new Timing(version, from, disabled, zone, windows, restartOnChange, later);
  }

  public Timing withZone(ZoneId zone) {
    return new Timing(version, from, disabled, zone, windows, restartOnChange, later);
  }

  public Timing withDisabled(boolean disabled) {
    return new Timing(version, from, disabled, zone, windows, restartOnChange, later);
  }

  public Timing withRestartOnChange(boolean restartOnChange) {
    return new Timing(version, from, disabled, zone, windows, restartOnChange, later);
  }

  /// In force from then on.
  public Timing withFrom(LocalDateTime from) {
    return new Timing(version, Optional.of(from), disabled, zone, windows, restartOnChange, later);
  }

  /// With these versions after it, whatever their order and numbers.
  public Timing withLater(List<ServiceSpec> versions) {
    List<ServiceSpec> sorted = new ArrayList<>(versions);
    sorted.sort(Comparator.comparing(spec -> spec.timing().moment()));
    for (int i = 0; i < sorted.size(); i++) {
      sorted.set(i, sorted.get(i).withTiming(sorted.get(i).timing().numbered(i + 2)));
    }
    return new Timing(version, from, disabled, zone, windows, restartOnChange, sorted);
  }

  private Timing numbered(int number) {
    return new Timing(number, from, disabled, zone, windows, restartOnChange, later);
  }

  /// When it comes into force; the beginning of time for what has no date.
  public Instant moment() {
    return from.map(date -> new ZoneTime(date, zone).moment()).orElse(Instant.MIN);
  }

  /// What a change of the clock did to its coming into force at that moment; empty if nothing.
  Optional<String> note(Instant edge) {
    return from.map(date -> new ZoneTime(date, zone))
        .filter(time -> time.moment().equals(edge))
        .flatMap(ZoneTime::note);
  }

  /// Whether there are times at which it is something else, or down.
  public boolean varies() {
    return disabled || !later.isEmpty() || !windows.equals(Windows.NONE);
  }
}
