package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.text.Nearest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/// A time zone: a name of the tz database, or an offset from UTC.
public record ZoneForm() implements Form<ZoneId> {

  @Override
  public String type() {
    return "time zone";
  }

  @Override
  public String range() {
    return "`UTC`, `Europe/Madrid`, `+05:30`";
  }

  @Override
  public Optional<ZoneId> decode(Node node, Problems problems) {
    return TextForm.decode(node, "a time zone", problems)
        .flatMap(text -> parse(text, node, problems));
  }

  private static Optional<ZoneId> parse(String text, Node node, Problems problems) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException unknown) {
      String near = Nearest.hint(text, ZoneId.getAvailableZoneIds());
      problems.add(
          node.place(),
          "there is no time zone '" + text + "'",
          near.isEmpty() ? "Write \"UTC\" or \"Europe/Madrid\"." : near);
      return Optional.empty();
    }
  }

  @Override
  public String write(ZoneId value) {
    return "\"" + value + '"';
  }
}
