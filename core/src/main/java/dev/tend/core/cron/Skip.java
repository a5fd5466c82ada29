package dev.tend.core.cron;

import java.time.Instant;

/// Firings, one after the other, that did not come to a run, all for the same reason.
///
/// @param first the first of them
/// @param last the last of them, which may be the same
/// @param count how many they are, counted up to [#COUNT_MAX]
/// @param asked whether it was an operator who wanted the run, and not the schedule
public record Skip(
    Instant first, Instant last, int count, Reason reason, boolean asked, Instant at) {

  /// A year without a daemon has half a million minutes, and nobody wants to know more exactly.
  public static final int COUNT_MAX = 10_000;

  /// What became of them: `3 firings from 2026-… to 2026-… were skipped: it was suspended`.
  public String sentence() {
    if (asked) {
      return "the run that was asked for was skipped: " + reason.sentence();
    }
    if (first.equals(last)) {
      return "the firing of " + first + " was skipped: " + reason.sentence();
    }
    String some = count == COUNT_MAX ? COUNT_MAX + " firings or more" : count + " firings";
    return some + " from " + first + " to " + last + " were skipped: " + reason.sentence();
  }

  /// Why it did not.
  public enum Reason {
    SUSPENDED("it was suspended"),
    MISSED("nobody was there to serve it, and missed firings are not made up for"),
    OVERTAKEN("a later one was made up for in its place"),
    TOO_LATE("its start_deadline had passed"),
    TOO_MANY("more were missed than are made up for"),
    OVERLAP("an earlier run still went on, and overlap is forbid"),
    REPLACED("a later one came before the earlier run had ended"),
    CROWD("as many runs as may go on at once went on");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /// A clause about one firing, without a full stop.
    public String sentence() {
      return sentence;
    }
  }
}
