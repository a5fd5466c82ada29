package dev.tend.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend cron explain`: a cron expression in words; done by the daemon's program, which reads them.
final class ExplainVerb implements Verb {

  static final String NAME = "cron explain";

  private static final int FIRINGS = 10;

  /// A screen shows fewer, and a script that wants more can go on from the last one.
  private static final int FIRINGS_MAX = 1_000;

  /// Calendars before and after these years are of no use to a schedule.
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Say in words what a cron expression means, and when it fires next";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Five fields (minute hour day-of-month month day-of-week), six with seconds in front,"
            + " @every 90m, @daily and the like, or @reboot. No daemon is asked. The language and"
            + " what changes of the clock do are in docs/schedules.md.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Grammar.option("ZONE", "The time zone of the expression (that of this host)", "--zone"),
        Grammar.option("TIME", "The firings after this time instead of now", "--from"),
        Grammar.option("N", "How many firings (" + FIRINGS + ")", "-n", "--count"));
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.some("EXPRESSION", "The expression, best in quotes"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend cron explain '0 9 * * mon-fri'", "its words and the next ten firings"),
        new Example(
            "tend cron explain --zone Europe/Madrid --from 2026-03-28 -n 3 '30 2 * * *'",
            "what a change of the clock does to it"));
  }

  @Override
  public int run(Invocation invocation) {
    return DaemonCommand.refuse(invocation, NAME);
  }

  /// What the daemon's program is told.
  static DaemonCommand.Explain command(Invocation invocation) {
    int count = invocation.count("--count").orElse(FIRINGS);
    if (count > FIRINGS_MAX) {
      throw new WrongUsage("--count is at most " + FIRINGS_MAX, "");
    }
    // Words may be the same, as those of '* * * * *' are where somebody left out the quotes.
    String expression =
        invocation.parsed().matchedPositionals().stream()
            .flatMap(parameter -> parameter.originalStringValues().stream())
            .collect(Collectors.joining(" "));
    Clock clock = invocation.session().console().clock();
    ZoneId zone = invocation.value("--zone").map(ExplainVerb::zone).orElse(clock.getZone());
    Instant from =
        invocation
            .value("--from")
            .map(text -> time(text, clock.withZone(zone)))
            .orElse(clock.instant());
    return new DaemonCommand.Explain(expression, zone, from, count, invocation.session().options());
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      List<String> known = ZoneId.getAvailableZoneIds().stream().sorted().toList();
      throw new WrongUsage("there is no time zone '" + name + "'", Suggestion.hint(known, name));
    }
  }

  /// A time, where no zone is said by the clocks of that zone.
  private static Instant time(String text, Clock clock) {
    return new PointText(clock)
        .time(text)
        .flatMap(WireTime::instant)
        .filter(time -> time.isAfter(EARLIEST) && time.isBefore(LATEST))
        .orElseThrow(() ->
            new WrongUsage(
                "--from wants a time, not '" + text + "'",
                "Write '17:30', '2026-11-21' or '2026-11-21 08:00'."));
  }
}
