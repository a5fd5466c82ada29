package dev.tend.core.spec;

import dev.tend.core.schedule.Timeline;
import dev.tend.core.schedule.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// What a service is at a moment by its dates: in force as which version, and within its window or
/// not.
///
/// @param spec the version in force; where none is, what the unit says of itself
public record Shift(ServiceSpec spec, Kind kind) {

  /// Whether it should be up.
  public enum Kind {
    OPEN,
    /// It is outside its window.
    CLOSED,
    /// All its versions are disabled, or later.
    NOT_IN_FORCE
  }

  private static final Duration WEEK = Duration.ofDays(7);

  /// Versions and windows that say that a unit is down look so many edges ahead for its next start;
  /// only a unit most of whose versions never open has more.
  private static final int EDGES_MAX = 1000;

  private static final String AND_CLOSED = ", and outside its window";

  private static final DateTimeFormatter SOON =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter LATER =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

  /// The shifts of a service through all of time.
  public static Timeline<Shift> of(ServiceSpec service) {
    Versions versions = new Versions(service);
    return versions.then(version ->
        version
            .map(Shift::hours)
            .orElse(_ -> Timeline.Stretch.always(new Shift(versions.own(), Kind.NOT_IN_FORCE))));
  }

  private static Timeline<Shift> hours(ServiceSpec version) {
    return version
        .timing()
        .windows()
        .then(open ->
            _ -> Timeline.Stretch.always(new Shift(version, open ? Kind.OPEN : Kind.CLOSED)));
  }

  public boolean open() {
    return kind == Kind.OPEN;
  }

  /// When it opens next after `moment`; empty if that is never, or too far away.
  public static Optional<Instant> opening(ServiceSpec service, Instant moment) {
    Timeline<Shift> shifts = of(service);
    Optional<Instant> edge = shifts.at(moment).until();
    for (int i = 0; i < EDGES_MAX && edge.isPresent(); i++) {
      Timeline.Stretch<Shift> next = shifts.at(edge.get());
      if (next.value().open()) {
        return edge;
      }
      edge = next.until();
    }
    return Optional.empty();
  }

  /// Why it is down: `outside its window until Mon 08:00 (window mon-fri 08:00-18:00
  /// Europe/Madrid)`.
  ///
  /// @param opens when it opens next
  public String outside(Optional<Instant> opens, Instant now) {
    String until = opens.map(moment -> " until " + day(moment, now)).orElse("");
    return switch (kind) {
      case OPEN -> "within its window";
      case CLOSED -> "outside its window" + until + " (" + windows() + ")";
      case NOT_IN_FORCE -> "no version of it is in force" + until + until(opens);
    };
  }

  private static String until(Optional<Instant> opens) {
    return opens.isEmpty() ? ": each is disabled" : "";
  }

  private Windows windows() {
    return spec.timing().windows();
  }

  /// What happened to it at an edge: `its window closed at 18:00 Europe/Madrid`.
  public String happened(Optional<Instant> edge) {
    boolean switched = edge.map(this::switched).orElse(windows().windows().isEmpty());
    String at = edge.map(moment -> " at " + shown(moment).toLocalTime() + " " + zone()).orElse("");
    return switch (kind) {
      case OPEN -> switched ? versionInForce() : "its window opened" + at;
      case CLOSED -> switched ? versionInForce() + AND_CLOSED : "its window closed" + at;
      case NOT_IN_FORCE -> "no version of it is in force any more";
    };
  }

  /// Whether its version made it so, and not its window, which was no other just before.
  private boolean switched(Instant edge) {
    return windows().windows().isEmpty()
        || (edge.equals(spec.timing().moment()) && !windows().turn(edge));
  }

  /// What happens at the edge that it begins with: `its window opens (window all 08:00-18:00 UTC)`.
  ///
  /// @param edge when that is
  public String happening(Instant edge) {
    return switch (kind) {
      case OPEN -> switched(edge) ? comesIntoForce(edge) : window("opens", edge);
      case CLOSED -> switched(edge) ? comesIntoForce(edge) + AND_CLOSED : window("closes", edge);
      case NOT_IN_FORCE -> "no version of it is in force any more";
    };
  }

  private String window(String what, Instant edge) {
    String note = windows().note(edge).map(it -> "; " + it).orElse("");
    return "its window " + what + " (" + windows() + note + ")";
  }

  /// What happens when its version takes the place of another one.
  public String comesIntoForce(Instant edge) {
    return versionInForce() + spec.timing().note(edge).map(note -> " (" + note + ")").orElse("");
  }

  /// `version 2, of 2026-12-01 08:00 Europe/Madrid, is in force`.
  public String versionInForce() {
    Timing timing = spec.timing();
    String of =
        timing
            .from()
            .map(date -> ", of " + date.toString().replace('T', ' ') + " " + timing.zone() + ",")
            .orElse("");
    return "version " + timing.version() + of + " is in force";
  }

  private String day(Instant moment, Instant now) {
    boolean soon = Duration.between(now, moment).compareTo(WEEK) < 0;
    return (soon ? SOON : LATER).format(shown(moment));
  }

  private LocalDateTime shown(Instant moment) {
    return LocalDateTime.ofInstant(moment, zone());
  }

  /// The zone of its window, if that is one, else its own.
  private ZoneId zone() {
    return windows().windows().isEmpty()
        ? spec.timing().zone()
        : windows().windows().getFirst().zone();
  }
}
