package dev.tend.core.why;

import dev.tend.core.cause.Cause;
import dev.tend.core.cause.Reason;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.Signal;
import dev.tend.core.world.InstanceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is at the root of where an instance stands, as far as that is the end of a run, and what
/// that run wrote last.
///
/// @param root the first of all causes
/// @param lines none where it did not fail, or something newer runs
record Ended(Cause root, List<String> lines) {

  private static final Set<Integer> FROM_OUTSIDE =
      Stream.of(Signal.KILL, Signal.TERM, Signal.INT, Signal.HUP)
          .map(Signal::number)
          .collect(Collectors.toUnmodifiableSet());

  static Ended of(InstanceView view, LastWords words) {
    Cause root = view.cause();
    while (root instanceof Cause.Rule rule) {
      root = rule.because();
    }
    boolean tells =
        root instanceof Cause.Exited exited && view.process().isEmpty() && tells(exited.exit());
    return new Ended(root, tells ? words.of(view) : List.of());
  }

  /// Whether what was written before such an end may say why: whoever is ended from outside does
  /// not know it.
  private static boolean tells(Exit exit) {
    return switch (exit) {
      case Exit.Code code -> !code.success();
      case Exit.Signalled(int signal, boolean _) -> !FROM_OUTSIDE.contains(signal);
      case Exit.Unknown _ -> false;
    };
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
