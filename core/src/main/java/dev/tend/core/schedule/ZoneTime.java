package dev.tend.core.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/// A time that the clocks of a zone show.
public record ZoneTime(LocalDateTime shown, ZoneId zone) {

  /// The one moment that it stands for: where clocks skip it, the first one after the gap; where
  /// they show it twice, the first time. So a later time never stands for an earlier moment.
  public Instant moment() {
    return moment(shown, zone.getRules());
  }

  /// What a change of the clock does to it, in words; empty if nothing.
  public Optional<String> note() {
    return switch (zone.getRules().getValidOffsets(shown).size()) {
      case 0 -> Optional.of(shown.toLocalTime() + " does not exist that day");
      case 1 -> Optional.empty();
      default -> Optional.of("the first of two " + shown.toLocalTime());
    };
  }

  static Instant moment(LocalDateTime shown, ZoneRules rules) {
    List<ZoneOffset> offsets = rules.getValidOffsets(shown);
    return offsets.isEmpty()
        ? rules.getTransition(shown).getInstant()
        : shown.toInstant(offsets.getFirst());
  }
}
