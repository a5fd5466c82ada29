package dev.tend.core.why;

import dev.tend.core.cause.Cause;
import dev.tend.core.cause.Reason;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.InstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Knows why a process runs that an earlier daemon had started: that this one found it alive is not
/// why.
record Adoptions(Records records) {

  /// These reasons, and where the last of them is that it was found alive, those by which it had
  /// come up before; the same where nobody remembers.
  List<Reason> explains(InstanceId who, List<Reason> reasons, Instant moment) {
    return isFound(reasons) ? explains(who, reasons, records.upTo(who.unit(), moment)) : reasons;
  }

  /// @param told the latest first
  static List<Reason> explains(InstanceId who, List<Reason> reasons, List<Told> told) {
    if (!isFound(reasons)) {
      return reasons;
    }
    Optional<Told> before =
        told.stream()
            .filter(each -> each.who().equals(who) && each.to().isPresent())
            .dropWhile(each -> isFound(each.reasons()))
            .findFirst()
            .filter(each -> each.to().filter(Adoptions::lives).isPresent());
    List<Reason> all = new ArrayList<>(reasons);
    before.ifPresent(each -> all.addAll(each.reasons()));
    return all;
  }

  private static boolean isFound(List<Reason> reasons) {
    return reasons.getLast().kind() == Cause.Kind.RECOVERED;
  }

  private static boolean lives(StateName state) {
    return state == StateName.STARTING || state == StateName.RUNNING;
  }
}
