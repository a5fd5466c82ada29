package dev.tend.core.probe;

import java.time.Instant;
import java.util.List;

/// An answer to a probe, and when it came.
public record Answered(ProbeKind kind, Instant at, Finding finding) {

  /// How many of a probe are kept: enough to see whether it fails now and then, or since when.
  public static final int KEPT_MAX = 5;

  /// `its liveness probe got HTTP 503: no database`.
  public String sentence() {
    return "its " + kind.text() + " probe " + finding.sentence();
  }

  /// The same of several that failed in a row: `its liveness probe got HTTP 503 three times: no
  /// database`.
  ///
  /// @param latest the last answers, oldest first
  /// @param count how many failed in a row
  public static String failure(List<Answered> latest, int count) {
    return summary(latest, count, "");
  }

  /// The same, with something said of when.
  ///
  /// @param count how many failed in a row; 1 if the last one did not
  public static String summary(List<Answered> latest, int count, String when) {
    Answered last = latest.getLast();
    String what = last.finding.what();
    boolean same =
        latest.reversed().stream().limit(count).allMatch(each -> each.finding.what().equals(what));
    String times =
        switch (count) {
          case 1 -> "";
          case 2 -> " twice";
          case 3 -> " three times";
          default -> " " + count + " times";
        };
    String summed = same ? what + times : "failed" + times + ", the last time it " + what;
    Finding finding = Finding.bad(summed + when, last.finding.detail());
    return new Answered(last.kind, last.at, finding).sentence();
  }
}
