package dev.tend.core.schedule;

import dev.tend.core.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads one field of a cron expression.
record FieldText(Part part, Word word) {

  /// More digits are no number of any field, and would overflow.
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /// No month has a sixth Friday.
  private static final int WEEKS_MAX = 5;

  /// `L-30` is the first day of a month that has 31.
  private static final int BEFORE_LAST_MAX = 30;

  Field read() throws Wrong {
    List<Term> terms = new ArrayList<>();
    for (Word item : word.split(',')) {
      if (item.text().isEmpty()) {
        throw wrong(item, "there is nothing beside a comma", "Leave the comma out.");
      }
      terms.add(term(item));
    }
    return new Field(part, terms);
  }

  private Term term(Word item) throws Wrong {
    if (item.text().equals("?")) {
      if (part.isDay()) {
        return new Term.All(1);
      }
      throw wrong(item, "'?' may stand for a day only", "Write '*'.");
    }
    return switch (part) {
      case DAY_OF_MONTH -> dayOfMonth(item, item.text().toUpperCase(Locale.ROOT));
      case DAY_OF_WEEK -> dayOfWeek(item, item.text().toUpperCase(Locale.ROOT));
      case SECOND, MINUTE, HOUR, MONTH -> ordinary(item);
    };
  }

  private Term dayOfMonth(Word item, String upper) throws Wrong {
    if (upper.equals("L")) {
      return new Term.LastDay(0);
    }
    if (upper.equals("LW")) {
      return new Term.LastWeekday();
    }
    if (upper.startsWith("L-")) {
      return new Term.LastDay(number(item.from(2), 1, BEFORE_LAST_MAX));
    }
    if (upper.endsWith("W")) {
      return new Term.NearestWeekday(value(item.part(0, upper.length() - 1)));
    }
    return ordinary(item);
  }

  private Term dayOfWeek(Word item, String upper) throws Wrong {
    if (upper.equals("L")) {
      throw wrong(
          item,
          "'L' needs a day here",
          "Write 'friL' for the last Friday of the month, or 'L' as day of month for its last day.");
    }
    if (upper.endsWith("L")) {
      return new Term.LastOfItsKind(single(item.part(0, upper.length() - 1)));
    }
    int hash = upper.indexOf('#');
    if (hash >= 0) {
      int day = single(item.part(0, hash));
      return new Term.Nth(day, number(item.from(hash + 1), 1, WEEKS_MAX));
    }
    return ordinary(item);
  }

  private Term ordinary(Word item) throws Wrong {
    List<Word> divided = item.split('/');
    if (divided.size() > 2) {
      throw wrong(divided.get(2), "there is a second step", "");
    }
    Word range = divided.getFirst();
    boolean stepped = divided.size() == 2;
    int step = stepped ? step(divided.getLast()) : 1;
    if (range.text().equals("*")) {
      return new Term.All(step);
    }
    List<Word> ends = range.split('-');
    return switch (ends.size()) {
      case 1 -> {
        int only = single(range);
        yield stepped ? new Term.From(only, step) : new Term.One(only);
      }
      case 2 -> range(range, value(ends.getFirst()), value(ends.getLast()), step);
      default -> throw wrong(ends.get(2), "a range has two ends", "");
    };
  }

  private Term range(Word word, int from, int to, int step) throws Wrong {
    if (part == Part.DAY_OF_WEEK && from == Part.SUNDAY_AT_THE_END && to < from) {
      return range(word, Part.SUNDAY, to, step);
    }
    if (part == Part.DAY_OF_WEEK && to == Part.SUNDAY && from > to) {
      return range(word, from, Part.SUNDAY_AT_THE_END, step);
    }
    if (from > to) {
      throw wrong(
          word,
          "'" + word.text() + "' goes backwards",
          "Write two ranges: '"
              + (from == part.last() ? "" : from + "-")
              + part.last()
              + ","
              + part.min()
              + (to == part.min() ? "" : "-" + to)
              + "'.");
    }
    return new Term.Range(from, to, step);
  }

  private int step(Word step) throws Wrong {
    int every = number(step);
    if (every < 1) {
      throw wrong(step, "a step is at least 1", "");
    }
    if (every > part.count()) {
      String unit =
          switch (part) {
            case SECOND -> "s";
            case MINUTE -> "m";
            case HOUR -> "h";
            case DAY_OF_MONTH, MONTH, DAY_OF_WEEK -> "";
          };
      throw wrong(
          step,
          "a step of " + every + " is longer than the field, which has " + part.count(),
          unit.isEmpty() ? "" : "Write '@every " + every + unit + "'.");
    }
    return every;
  }

  /// A number or a name that stands for itself.
  private int single(Word single) throws Wrong {
    int value = value(single);
    return part == Part.DAY_OF_WEEK && value == Part.SUNDAY_AT_THE_END ? Part.SUNDAY : value;
  }

  private int value(Word value) throws Wrong {
    int named = part.names().indexOf(value.text().toLowerCase(Locale.ROOT));
    return named >= 0 ? named + part.min() : number(value, part.min(), part.max());
  }

  private int number(Word digits, int min, int max) throws Wrong {
    int number = number(digits);
    if (number < min || number > max) {
      String hint = part == Part.HOUR && number == 24 ? " Midnight is 0." : "";
      throw wrong(
          digits,
          digits.text() + " is out of range",
          "Allowed: " + min + " to " + max + "." + hint);
    }
    return number;
  }

  private int number(Word digits) throws Wrong {
    if (NUMBER.matcher(digits.text()).matches()) {
      return Integer.parseInt(digits.text());
    }
    if (digits.text().isEmpty()) {
      throw wrong(digits, "a number is missing", "");
    }
    String near = Nearest.hint(digits.text().toLowerCase(Locale.ROOT), part.names());
    throw wrong(digits, "'" + digits.text() + "' is no number" + orName(), near);
  }

  private String orName() {
    return switch (part) {
      case MONTH -> " and no month";
      case DAY_OF_WEEK -> " and no day";
      case SECOND, MINUTE, HOUR, DAY_OF_MONTH -> "";
    };
  }

  private Wrong wrong(Word at, String sentence, String hint) {
    return at.wrong(part + ": " + sentence, hint);
  }
}
