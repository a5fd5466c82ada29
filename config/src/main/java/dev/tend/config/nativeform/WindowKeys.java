package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.syntax.Problems;
import dev.tend.core.schedule.Weekdays;
import dev.tend.core.schedule.Window;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/// The keys of one window.
final class WindowKeys {

  /// What a list of windows looks like.
  static final String EXAMPLE = "window = [{ days = \"all\", from = \"08:00\", to = \"18:00\" }]";

  private static final Key<Weekdays> DAYS =
      Key.standard(
          "days",
          new WeekdaysForm(),
          Weekdays.parse(Weekdays.ALL).orElseThrow(),
          "On which days it opens.");

  private static final Key<Duration> FROM =
      Key.required("from", TimeOfDayForm.WITHIN_A_DAY, "When it opens.");

  private static final Key<Duration> TO =
      Key.required(
          "to",
          TimeOfDayForm.TO_THE_END,
          "When it closes: on the next day if that is earlier than `from`.");

  private static final Key<ZoneId> ZONE =
      Key.optional(
          "zone", new ZoneForm(), "the service's `zone`", "The time zone by whose clocks it goes.");

  static final Shape SHAPE = Shape.of(DAYS, FROM, TO, ZONE).rule(WindowKeys::checkLength, FROM, TO);

  private WindowKeys() {}

  private static void checkLength(Fields fields, Problems problems) {
    if (fields.get(FROM).equals(fields.get(TO))) {
      problems.add(
          fields.place(TO),
          "the window closes when it opens",
          "A whole day is from = \"00:00\" to = \"24:00\".");
    }
  }

  /// To be asked once no mistake was found.
  ///
  /// @param usual the zone of one that names none
  static Window spec(Fields fields, ZoneId usual) {
    return new Window(
        fields.get(DAYS).days(),
        time(fields.get(FROM)),
        time(fields.get(TO)),
        fields.find(ZONE).orElse(usual));
  }

  /// The end of a day is the beginning of the next one.
  private static LocalTime time(Duration sinceMidnight) {
    return LocalTime.MIDNIGHT.plus(sinceMidnight);
  }
}
