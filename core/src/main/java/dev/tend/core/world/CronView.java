package dev.tend.core.world;

import dev.tend.core.cron.CronState;
import dev.tend.core.cron.Skip;
import dev.tend.core.spec.CronSpec;
import java.time.Instant;
import java.util.Optional;

/// One cron job as readers see it, frozen at the end of a turn.
///
/// @param wake when it does something by itself next: a firing, or the start of one that jitter
///   delays; empty if never
public record CronView(CronSpec spec, CronState state, Optional<Instant> wake) {

  /// Whether its firings are skipped.
  public boolean suspended() {
    return state.suspended(spec.rule());
  }

  /// When it runs next, if nothing keeps it from doing so.
  public Optional<Instant> next() {
    return suspended() ? Optional.empty() : wake;
  }

  /// What became of the latest firing that came to an end or to nothing.
  public Optional<Last> last() {
    Optional<Last> run =
        state.results().isEmpty()
            ? Optional.empty()
            : Optional.of(new Last.Ended(state.results().getLast()));
    Optional<Last> skip =
        state.skips().isEmpty()
            ? Optional.empty()
            : Optional.of(new Last.Skipped(state.skips().getLast()));
    return skip.filter(one -> run.isEmpty() || one.at().isAfter(run.get().at())).or(() -> run);
  }

  /// The end of a firing's story.
  public sealed interface Last {

    /// When that was.
    Instant at();

    /// In a word: `succeeded`, `failed` or `skipped`.
    String result();

    /// Why, as a clause.
    String reason();

    record Ended(CronState.Result of) implements Last {
      @Override
      public Instant at() {
        return of.ended();
      }

      @Override
      public String result() {
        return of.success() ? "succeeded" : "failed";
      }

      @Override
      public String reason() {
        return of.sentence();
      }
    }

    record Skipped(Skip of) implements Last {
      @Override
      public Instant at() {
        return of.at();
      }

      @Override
      public String result() {
        return "skipped";
      }

      @Override
      public String reason() {
        return of.reason().sentence();
      }
    }
  }
}
