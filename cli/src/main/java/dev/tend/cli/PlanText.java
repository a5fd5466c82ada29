package dev.tend.cli;

import dev.tend.api.KeyChange;
import dev.tend.api.PlanAnswer;
import dev.tend.api.PlanStep;
import dev.tend.api.PlannedChange;
import dev.tend.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A plan for a person: a sign and a line for each unit that something happens to, below it the
/// keys that change, then the order, then how many of what.
record PlanText(Session session) {

  private static final String INDENT = "      ";

  /// How a plan speaks of an action, in the order of the last line.
  private enum Kind {
    CREATE("create", "  +", Style.GREEN),
    UPDATE("update", "  ~", Style.YELLOW),
    RESTART("restart", "-/+", Style.YELLOW),
    START("start", "  >", Style.GREEN),
    STOP("stop", "  .", Style.RED),
    REMOVE("remove", "  -", Style.RED);

    private final String action;
    private final String sign;
    private final Style style;

    Kind(String action, String sign, Style style) {
      this.action = action;
      this.sign = sign;
      this.style = style;
    }

    static Optional<Kind> of(PlannedChange change) {
      return List.of(values()).stream()
          .filter(kind -> kind.action.equals(change.action()))
          .findFirst();
    }
  }

  void print(PlanAnswer plan) {
    if (plan.isEmpty()) {
      session.out().println("nothing to do: " + count(plan.changes().size()));
    } else {
      plan.changes().forEach(this::print);
      print(plan.settings());
      order(plan.steps());
      summary(plan);
    }
    plan.notices().forEach(notice -> session.out().println("note: " + notice));
  }

  private void print(PlannedChange change) {
    Kind.of(change)
        .ifPresent(kind -> {
          String pulls =
              change.pulls().isEmpty() ? "" : "; takes along " + String.join(", ", change.pulls());
          session
              .out()
              .println(
                  paint(kind.style, kind.sign + " " + change.unit())
                      + "  "
                      + kind.action
                      + ": "
                      + change.because()
                      + pulls);
          keys(change.keys());
        });
  }

  private void print(List<KeyChange> settings) {
    if (!settings.isEmpty()) {
      session.out().println(paint(Style.YELLOW, "  ~ settings"));
      keys(settings);
    }
  }

  private void keys(List<KeyChange> keys) {
    int width = keys.stream().mapToInt(key -> key.key().length()).max().orElse(0);
    for (KeyChange key : keys) {
      String name = key.key() + " ".repeat(width - key.key().length());
      session.out().println(INDENT + line(name, key));
    }
  }

  private String line(String name, KeyChange key) {
    String old = key.old();
    String now = key.now();
    if (old == null) {
      return paint(Style.GREEN, "+ " + name) + "  " + now;
    }
    if (now == null) {
      return paint(Style.RED, "- " + name) + "  " + old;
    }
    boolean hidden = now.equals("(changed)");
    return paint(Style.YELLOW, "~ " + name) + "  " + (hidden ? now : old + " -> " + now);
  }

  private void order(List<PlanStep> steps) {
    List<String> parts = new ArrayList<>();
    for (String action : List.of(PlanStep.STOP, PlanStep.START)) {
      List<String> whom =
          steps.stream()
              .filter(step -> step.action().equals(action))
              .map(PlanStep::instance)
              .toList();
      if (!whom.isEmpty()) {
        parts.add(action + " " + Commanding.names(whom));
      }
    }
    if (!parts.isEmpty()) {
      session.out().println("order: " + String.join("; then ", parts));
    }
  }

  private void summary(PlanAnswer plan) {
    Map<Kind, Integer> counts = new TreeMap<>();
    plan.changes()
        .forEach(change -> Kind.of(change).ifPresent(kind -> counts.merge(kind, 1, Integer::sum)));
    int untouched = plan.changes().size() - counts.values().stream().mapToInt(it -> it).sum();
    String actions =
        counts.isEmpty()
            ? "no unit is touched"
            : counts.entrySet().stream()
                    .map(count -> count.getValue() + " to " + count.getKey().action)
                    .collect(Collectors.joining(", "))
                + "; "
                + untouched
                + " untouched";
    session.out().println(paint(Style.BOLD, "plan " + plan.base() + ": " + actions));
  }

  private static String count(int units) {
    return units == 1 ? "1 unit stays as it is" : units + " units stay as they are";
  }

  private String paint(Style style, String text) {
    return session.palette().paint(style, text);
  }
}
