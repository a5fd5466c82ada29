package dev.tend.core.why;

import dev.tend.core.cause.Cause;
import dev.tend.core.cause.Reason;
import dev.tend.core.world.InstanceView;
import java.util.ArrayList;
import java.util.List;

/// What is at the root of where an instance stands, as far as that is the end of a run, and what
/// that run wrote last.
///
/// @param root the first of all causes
/// @param lines none where it did not fail, or something newer runs
record Ended(Cause root, List<String> lines) {

  static Ended of(InstanceView view, LastWords words) {
    Cause root = view.cause();
    while (root instanceof Cause.Rule rule) {
      root = rule.because();
    }
    boolean failed =
        root instanceof Cause.Exited exited
            && !exited.exit().success()
            && view.process().isEmpty();
    return new Ended(root, failed ? words.of(view) : List.of());
  }

  /// These reasons, the last of which says more where it is that end: what that most likely means,
  /// and what was written before it.
  List<Reason> explains(List<Reason> reasons) {
    if (reasons.isEmpty()
        || !(root instanceof Cause.Exited)
        || !reasons.getLast().sentence().equals(root.sentence())) {
      return reasons;
    }
    List<Reason> told = new ArrayList<>(reasons);
    told.add(told.removeLast().saying(sentence()));
    return told;
  }

  /// `it exited with code 1; it last wrote "address already in use"`.
  String sentence() {
    String meaning = root instanceof Cause.Exited exited ? exited.exit().meaning() : "";
    return root.sentence() + meaning + wrote();
  }

  /// What was written, to go on after any sentence about the end.
  String wrote() {
    return lines.isEmpty() ? "" : "; it last wrote \"" + LastWords.telling(lines) + "\"";
  }
}
