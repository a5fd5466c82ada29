package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.schedule.Weekdays;
import dev.tend.core.text.Nearest;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Days of the week: one word, or a list of such words.
record WeekdaysForm() implements Form<Weekdays> {

  private static final List<String> KNOWN =
      List.of(
          "mon",
          "tue",
          "wed",
          "thu",
          "fri",
          "sat",
          "sun",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday",
          "mon-fri",
          "sat-sun",
          Weekdays.ALL);

  @Override
  public String type() {
    return "days";
  }

  @Override
  public String range() {
    return "`all`, `mon`, `Monday`, `mon-fri`, or a list of such words";
  }

  @Override
  public Optional<Weekdays> decode(Node node, Problems problems) {
    List<Node> words = node instanceof Node.Items(var _, var items) ? items : List.of(node);
    SortedSet<DayOfWeek> days = new TreeSet<>();
    boolean sound = true;
    for (Node word : words) {
      Optional<Weekdays> some =
          TextForm.decode(word, "days of the week", problems)
              .flatMap(text -> parse(text, word, problems));
      some.ifPresent(read -> days.addAll(read.days()));
      sound &= some.isPresent();
    }
    if (words.isEmpty()) {
      problems.add(node.place(), "there are no days in it", "Leave it out for all of them.");
    }
    return sound && !days.isEmpty() ? Optional.of(new Weekdays(days)) : Optional.empty();
  }

  private static Optional<Weekdays> parse(String text, Node node, Problems problems) {
    Optional<Weekdays> days = Weekdays.parse(text);
    if (days.isEmpty()) {
      String near = Nearest.hint(text, KNOWN);
      problems.add(
          node.place(),
          "'" + text + "' names no days of the week",
          near.isEmpty() ? "Write \"mon-fri\", \"all\" or [\"mon\", \"sat-sun\"]." : near);
    }
    return days;
  }

  @Override
  public String write(Weekdays value) {
    return "\"" + value + '"';
  }
}
