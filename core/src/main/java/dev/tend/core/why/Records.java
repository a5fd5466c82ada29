package dev.tend.core.why;

import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.List;

/// What was recorded of units, as far back as that is kept.
public interface Records {

  /// Nothing was recorded.
  Records NONE =
      new Records() {
        @Override
        public List<Told> upTo(UnitName unit, Instant moment) {
          return List.of();
        }

        @Override
        public List<Told> after(UnitName unit, Instant moment) {
          return List.of();
        }
      };

  /// What happened to a unit up to a moment, that included, the latest first; the latest of it is
  /// enough, as long as it tells of each instance.
  List<Told> upTo(UnitName unit, Instant moment);

  /// What happened to it then, the earliest first.
  List<Told> after(UnitName unit, Instant moment);
}
