package dev.tend.config.provisr;

import dev.tend.config.problem.Problem;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.text.Nearest;
import java.util.List;
import java.util.Optional;

/// The `lifecycle` of a spec: hooks, of which Tend has none yet.
final class Lifecycle {
  private static final List<String> PHASES =
      List.of("pre_start", "post_start", "pre_stop", "post_stop");

  private Lifecycle() {}

  /// Why a process with these hooks cannot be run as it was meant; empty where there are none.
  static Optional<Problem> refusal(Node lifecycle, Problems problems) {
    if (!(lifecycle instanceof Node.Table table)) {
      problems.addMismatch(lifecycle, "a table", "Its keys are " + String.join(", ", PHASES) + ".");
      return Optional.empty();
    }
    Optional<Problem> refusal = Optional.empty();
    for (var phase : table.entries().entrySet()) {
      if (!PHASES.contains(phase.getKey())) {
        problems.add(
            phase.getValue().place(),
            "unknown key '" + phase.getKey() + "'",
            Nearest.hint(phase.getKey(), PHASES));
      } else if (refusal.isEmpty()
          && !(phase.getValue().value() instanceof Node.Items(var _, var hooks)
              && hooks.isEmpty())) {
        refusal =
            Optional.of(
                new Problem(
                    phase.getValue().place(),
                    "hooks are not there yet, and without its "
                        + phase.getKey()
                        + " the process would not be what it was meant to be",
                    "Take the hooks out to have it run without them."));
      }
    }
    return refusal;
  }
}
