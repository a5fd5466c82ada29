package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// A cron expression that fires at some time.
public record ScheduleForm() implements Form<Schedule> {

  @Override
  public String type() {
    return "schedule";
  }

  @Override
  public String range() {
    return "`0 2 * * *`, `@every 90m`, `@daily`; see [schedules](schedules.md)";
  }

  @Override
  public Optional<Schedule> decode(Node node, Problems problems) {
    return TextForm.decode(node, "a schedule", problems)
        .flatMap(text -> parse(text, node, problems));
  }

  private static Optional<Schedule> parse(String text, Node node, Problems problems) {
    return switch (Schedule.parse(text)) {
      case ScheduleReading.Read(Schedule schedule) when fires(schedule) -> Optional.of(schedule);
      case ScheduleReading.Read _ -> {
        problems.add(
            node.place(),
            "'" + text + "' never fires: there is no such day in the calendar",
            "See 'tend cron explain'.");
        yield Optional.empty();
      }
      case ScheduleReading.Mistake(int column, String sentence, String hint) -> {
        problems.add(node.place(), "'" + text + "', character " + column + ": " + sentence, hint);
        yield Optional.empty();
      }
    };
  }

  /// Whether it ever does does not depend on when somebody asks: the calendar repeats itself.
  private static boolean fires(Schedule schedule) {
    return schedule.firesAtBoot() || schedule.next(Instant.EPOCH, ZoneOffset.UTC).isPresent();
  }

  @Override
  public String write(Schedule value) {
    return "\"" + value + '"';
  }
}
