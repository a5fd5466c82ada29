package dev.tend.core.schedule;

import dev.tend.core.text.DurationText;
import dev.tend.core.text.Nearest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads a cron expression: a zone, if one stands in front, and a nickname or fields behind it.
///
/// The language is that of Vixie's crontab(5) with what its heirs added: seconds as a sixth field
/// in front, `@every`, `L`, `W`, `#` and `?`.
record ScheduleText(String text) {

  /// Longer than any that means something; a list of all sixty minutes takes 170.
  private static final int LENGTH_MAX = 1_000;

  private static final int FIELDS = 5;

  private static final String EVERY = "@every";
  private static final String REBOOT = "@reboot";

  private static final Map<String, String> NICKNAMES =
      new TreeMap<>(
          Map.of(
              "@yearly", "0 0 1 1 *",
              "@annually", "0 0 1 1 *",
              "@monthly", "0 0 1 * *",
              "@weekly", "0 0 * * 0",
              "@daily", "0 0 * * *",
              "@midnight", "0 0 * * *",
              "@hourly", "0 * * * *"));

  private static final List<String> ZONE_KEYS = List.of("CRON_TZ=", "TZ=");

  private static final String NAME_THEM =
      "They are: minute hour day-of-month month day-of-week, and seconds in front if wanted.";

  ScheduleReading read() {
    try {
      if (text.length() > LENGTH_MAX) {
        throw new Wrong(
            LENGTH_MAX + 1, "an expression has at most " + LENGTH_MAX + " characters", "");
      }
      List<Word> words = Word.of(text);
      Optional<ZoneId> zone = words.isEmpty() ? Optional.empty() : zone(words.getFirst());
      List<Word> rest = zone.isPresent() ? words.subList(1, words.size()) : words;
      return new ScheduleReading.Read(new Schedule(zone, rule(rest)));
    } catch (Wrong wrong) {
      return wrong.mistake();
    }
  }

  private static Optional<ZoneId> zone(Word word) throws Wrong {
    for (String key : ZONE_KEYS) {
      if (word.text().startsWith(key)) {
        Word name = word.from(key.length());
        try {
          return Optional.of(ZoneId.of(name.text()));
        } catch (DateTimeException unknown) {
          throw name.wrong(
              "there is no time zone '" + name.text() + "'",
              Nearest.hint(name.text(), ZoneId.getAvailableZoneIds()));
        }
      }
    }
    return Optional.empty();
  }

  private Rule rule(List<Word> words) throws Wrong {
    if (words.isEmpty()) {
      throw missing("there is no expression", "Write one like '0 2 * * *' or '@daily'.");
    }
    return words.getFirst().text().startsWith("@") ? nickname(words) : fields(words);
  }

  private Rule nickname(List<Word> words) throws Wrong {
    Word first = words.getFirst();
    String name = first.text().toLowerCase(Locale.ROOT);
    if (name.equals(EVERY)) {
      return every(words);
    }
    String meaning = NICKNAMES.get(name);
    if (meaning == null && !name.equals(REBOOT)) {
      List<String> known = new ArrayList<>(NICKNAMES.keySet());
      known.addAll(List.of(EVERY, REBOOT));
      String hint = Nearest.hint(name, known);
      throw first.wrong(
          "there is no '" + first.text() + "'",
          hint.isEmpty() ? "There are: " + String.join(", ", known) + "." : hint);
    }
    if (words.size() > 1) {
      throw words.get(1).wrong(name + " stands alone", "Leave out what follows.");
    }
    return meaning == null ? new Rule.AtBoot() : fields(Word.of(meaning));
  }

  private Rule every(List<Word> words) throws Wrong {
    String hint = "Write '@every 90m'; the units are " + DurationText.UNITS + ".";
    if (words.size() == 1) {
      throw missing("@every needs a duration", hint);
    }
    Word length = words.get(1);
    if (words.size() > 2) {
      throw words.get(2).wrong("@every takes one duration", "Write it without spaces: '1h30m'.");
    }
    Duration period =
        DurationText.parse(length.text())
            .map(DurationText::duration)
            .orElseThrow(() -> length.wrong("'" + length.text() + "' is not a duration", hint));
    if (!Rule.Every.fits(period)) {
      throw length.wrong(
          "'" + length.text() + "' is not made of whole seconds", "The shortest is 1s.");
    }
    return new Rule.Every(period);
  }

  private Rule fields(List<Word> words) throws Wrong {
    if (words.size() > FIELDS + 1) {
      throw words
          .get(FIELDS + 1)
          .wrong("there are " + words.size() + " fields, and at most 6 are known", NAME_THEM);
    }
    if (words.size() < FIELDS) {
      throw missing(
          words.size() == 1
              ? "there is 1 field of 5"
              : "there are " + words.size() + " fields of 5",
          NAME_THEM);
    }
    int at = words.size() - FIELDS;
    Optional<Field> second =
        at == 0 ? Optional.empty() : Optional.of(field(Part.SECOND, words.getFirst()));
    return new Calendar(
        second,
        field(Part.MINUTE, words.get(at)),
        field(Part.HOUR, words.get(at + 1)),
        field(Part.DAY_OF_MONTH, words.get(at + 2)),
        field(Part.MONTH, words.get(at + 3)),
        field(Part.DAY_OF_WEEK, words.get(at + 4)));
  }

  private static Field field(Part part, Word word) throws Wrong {
    return new FieldText(part, word).read();
  }

  private Wrong missing(String sentence, String hint) {
    return new Wrong(text.length() + 1, sentence, hint);
  }
}
