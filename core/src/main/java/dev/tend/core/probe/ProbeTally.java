package dev.tend.core.probe;

import dev.tend.core.spec.Probe;

/// How a probe has been answered lately, and what that comes to.
///
/// @param successes how many in a row, up to now; 0 after a failure
/// @param failures how many in a row, up to now; 0 after a success
/// @param holds whether what is asked about is taken to be so
public record ProbeTally(int successes, int failures, boolean holds) {

  /// Nothing was asked yet, and nothing is taken to be so.
  public static final ProbeTally FRESH = new ProbeTally(0, 0, false);

  /// Nothing was asked yet, and it is taken to be so.
  public static final ProbeTally HOLDING = new ProbeTally(0, 0, true);

  /// One more answer. One that was so needs `failures` in a row to be so no longer, and `successes`
  /// in a row to be so again.
  public ProbeTally after(boolean ok, Probe probe) {
    return ok
        ? new ProbeTally(more(successes), 0, holds || successes + 1 >= probe.successes())
        : new ProbeTally(0, more(failures), holds && failures + 1 < probe.failures());
  }

  private static int more(int count) {
    return count == Integer.MAX_VALUE ? count : count + 1;
  }
}
