package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Check.Statuses;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One HTTP status, or a range of them.
record StatusesForm() implements Form<Statuses> {

  private static final Pattern RANGE = Pattern.compile("(\\d{3})(?:\\s*-\\s*(\\d{3}))?");

  @Override
  public String type() {
    return "HTTP status, or FIRST-LAST";
  }

  @Override
  public String range() {
    return Statuses.MIN + " to " + Statuses.MAX;
  }

  @Override
  public Optional<Statuses> decode(Node node, Problems problems) {
    Optional<String> written =
        node instanceof Node.WholeNumber number
            ? Optional.of(number.written())
            : TextForm.decode(node, "an HTTP status, or a range like \"200-299\"", problems);
    return written.flatMap(text -> {
      Matcher matcher = RANGE.matcher(text.strip());
      if (matcher.matches()) {
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (first >= Statuses.MIN && last <= Statuses.MAX && first <= last) {
          return Optional.of(new Statuses(first, last));
        }
      }
      problems.add(
          node.place(),
          "'" + text + "' is neither an HTTP status nor a range of them",
          "Write 204 or \"200-399\"; allowed are " + range() + ".");
      return Optional.empty();
    });
  }

  @Override
  public String write(Statuses value) {
    return '"' + value.text() + '"';
  }
}
