package dev.tend.core.forecast;

import dev.tend.core.spec.Configuration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// What a configuration makes happen by itself within a stretch of time, as far as clocks, the
/// calendar and experience say it: nobody asks for anything, no service ends by itself, a start
/// takes no time, and the run of a cron job as long as such runs took.
///
/// @param comings by time, at most [#COMINGS_MAX]
/// @param until before then it is whole: what was asked for, or the moment of the first that is
///   left out
public record Forecast(List<Coming> comings, Instant until) {

  /// So many lines nobody reads; a shorter stretch of time has fewer.
  public static final int COMINGS_MAX = 100_000;

  public Forecast {
    comings = List.copyOf(comings);
  }

  /// What comes from `from` on and before `until`, of a configuration of which nothing is known.
  ///
  /// @param wanted the units that are to be up whenever they may, and the cron jobs that are not
  ///   suspended
  public static Forecast of(
      Configuration configuration, Wanted wanted, Instant from, Instant until) {
    return of(configuration, wanted, Experience.NONE, from, until);
  }

  /// What comes from `from` on and before `until`.
  ///
  /// @param wanted the units that are to be up whenever they may, and the cron jobs that are not
  ///   suspended
  public static Forecast of(
      Configuration configuration,
      Wanted wanted,
      Experience experience,
      Instant from,
      Instant until) {
    PriorityQueue<Head> heads = new PriorityQueue<>();
    Head.of(new Tides(configuration, wanted).between(from, until).iterator()).ifPresent(heads::add);
    configuration.crons().stream()
        .filter(cron -> wanted.units().contains(cron.name()))
        .forEach(cron -> Head.of(new Firings(cron, experience, from)).ifPresent(heads::add));
    List<Coming> comings = new ArrayList<>();
    while (!heads.isEmpty()
        && heads.peek().first().at().isBefore(until)
        && comings.size() <= COMINGS_MAX) {
      Head head = heads.remove();
      comings.add(head.first());
      Head.of(head.rest()).ifPresent(heads::add);
    }
    comings.sort(null);
    return comings.size() <= COMINGS_MAX
        ? new Forecast(comings, until)
        : new Forecast(comings.subList(0, COMINGS_MAX), comings.get(COMINGS_MAX).at());
  }

  /// Who says next what comes.
  private record Head(Coming first, Iterator<Coming> rest) implements Comparable<Head> {

    static Optional<Head> of(Iterator<Coming> comings) {
      return comings.hasNext() ? Optional.of(new Head(comings.next(), comings)) : Optional.empty();
    }

    @Override
    public int compareTo(Head other) {
      return first.compareTo(other.first);
    }
  }
}
