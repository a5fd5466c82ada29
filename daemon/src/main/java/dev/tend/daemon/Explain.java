package dev.tend.daemon;

import dev.tend.api.Codec;
import dev.tend.api.ScheduleExplanation;
import dev.tend.cli.DaemonCommand;
import dev.tend.cli.ExitCode;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.text.DurationText;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `tend cron explain`: a cron expression in words, and when it fires next.
final class Explain {

  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss xxx", Locale.ENGLISH);

  private final PrintStream out;
  private final PrintStream err;

  Explain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// @return the exit code
  int run(DaemonCommand.Explain command) {
    return switch (Schedule.parse(command.expression())) {
      case ScheduleReading.Read(Schedule schedule) -> {
        if (command.options().json()) {
          out.println(new Codec().write(ScheduleExplanation.class, explanation(schedule, command)));
        } else {
          print(schedule, command);
        }
        yield ExitCode.DONE;
      }
      case ScheduleReading.Mistake mistake -> {
        complain(command.expression(), mistake);
        yield ExitCode.REFUSED;
      }
    };
  }

  /// Says what is wrong, and points at it.
  private void complain(String expression, ScheduleReading.Mistake mistake) {
    err.println("tend: " + mistake.sentence());
    err.println("  " + expression);
    err.println("  " + " ".repeat(mistake.column() - 1) + "^");
    if (!mistake.hint().isEmpty()) {
      err.println(mistake.hint());
    }
  }

  private void print(Schedule schedule, DaemonCommand.Explain command) {
    ZoneId zone = schedule.ownZone().orElse(command.zone());
    out.println(schedule.words());
    List<Instant> firings = firings(schedule, command);
    if (firings.isEmpty() && !schedule.firesAtBoot()) {
      out.println("That never comes: there is no such day in the calendar.");
      return;
    }
    out.println();
    for (Instant firing : firings) {
      out.println(
          DAY_AND_TIME.format(firing.atZone(zone))
              + "  in "
              + DurationText.of(Duration.between(command.from(), firing))
              + schedule.note(firing, zone).map(note -> "  (" + note + ")").orElse(""));
    }
  }

  private static ScheduleExplanation explanation(Schedule schedule, DaemonCommand.Explain command) {
    ZoneId zone = schedule.ownZone().orElse(command.zone());
    return new ScheduleExplanation(
        command.expression(),
        zone.toString(),
        schedule.words(),
        schedule.followsRealTime(),
        firings(schedule, command).stream()
            .map(firing ->
                new ScheduleExplanation.Firing(
                    firing.toString(),
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(firing.atZone(zone)),
                    schedule.note(firing, zone).orElse("")))
            .toList());
  }

  private static List<Instant> firings(Schedule schedule, DaemonCommand.Explain command) {
    List<Instant> firings = new ArrayList<>();
    Optional<Instant> next = schedule.next(command.from(), command.zone());
    while (next.isPresent() && firings.size() < command.count()) {
      firings.add(next.get());
      next = schedule.next(next.get(), command.zone());
    }
    return firings;
  }
}
