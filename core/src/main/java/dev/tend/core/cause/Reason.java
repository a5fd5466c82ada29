package dev.tend.core.cause;

import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One cause without what it follows from, as it is told and recorded.
///
/// @param unit the unit that an edge leads to
/// @param sentence a clause without a full stop
public record Reason(Instant at, Cause.Kind kind, Optional<UnitName> unit, String sentence) {

  /// A cause and all that it follows from, the latest first. What says the same as what it follows
  /// from is left out.
  public static List<Reason> of(Cause cause) {
    List<Reason> reasons = new ArrayList<>();
    Optional<Cause> here = Optional.of(cause);
    while (here.isPresent()) {
      Optional<Cause> because = because(here.get());
      String sentence = here.get().sentence();
      if (because.filter(first -> first.sentence().equals(sentence)).isEmpty()) {
        reasons.add(new Reason(here.get().at(), here.get().kind(), unit(here.get()), sentence));
      }
      here = because;
    }
    return reasons;
  }

  private static Optional<Cause> because(Cause cause) {
    return switch (cause) {
      case Cause.Rule rule -> Optional.of(rule.because());
      case Cause.Edge edge -> edge.because();
      case Cause.Asked _,
          Cause.Configured _,
          Cause.Exited _,
          Cause.SpawnFailed _,
          Cause.TimedOut _,
          Cause.Failed _,
          Cause.Proved _,
          Cause.Observed _,
          Cause.Recovered _ ->
          Optional.empty();
    };
  }

  private static Optional<UnitName> unit(Cause cause) {
    return cause instanceof Cause.Edge edge ? Optional.of(edge.unit()) : Optional.empty();
  }

  /// The same in other words.
  public Reason saying(String words) {
    return new Reason(at, kind, unit, words);
  }
}
