package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.ForecastItem;
import dev.tend.api.Outcome;
import dev.tend.cli.terminal.DurationText;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend forecast`: what starts, stops, switches and fires by itself; of the running daemon, or of
/// a configuration that no daemon need know.
final class ForecastVerb implements LocalVerb {

  private static final Duration USUAL = Duration.ofDays(1);

  /// Further ahead calendars and time zones are changed more often than daemons.
  private static final Duration LONGEST = Duration.ofDays(732);

  @Override
  public String name() {
    return "forecast";
  }

  @Override
  public String summary() {
    return "Show what will start, stop, switch and fire by itself, and when";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Of what the daemon has in force, or of CONFIG, which no daemon need know. Windows, versions"
            + " and what requires them are reckoned through changes of the clock; how long a start"
            + " takes, and whether it succeeds, is not known before.",
        "How long the runs of a cron job took, the daemon remembers: the median of those that went"
            + " well says which firings will find a run in their way, and with overlap forbid are"
            + " skipped, or with replace end it. For CONFIG a daemon that runs is asked how long"
            + " runs of cron jobs of the same names took; without one, no past is known.",
        "100,000 lines are the most; a forecast that is cut off says where.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Grammar.option("TIME", "From this time on instead of now", "--from"),
        Grammar.option("DURATION", "How far, as in 7d (24h); at most 732d", "--for"),
        Grammar.flag("Print a calendar file", "--ics"));
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.any("CONFIG", "A file or folder, instead of the daemon's"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend forecast", "the next 24 hours"),
        new Example("tend forecast --from 2026-03-28 --for 2d new.toml", "a night of summer time"),
        new Example("tend forecast --for 30d --ics > tend.ics", "for a calendar"));
  }

  @Override
  public Completes completes() {
    return Completes.FILES;
  }

  @Override
  public Optional<Integer> ask(Invocation invocation) {
    if (!invocation.parameters().isEmpty()) {
      return Optional.empty();
    }
    Session session = invocation.session();
    DaemonCommand.Forecast command = command(invocation, Path.of(""));
    return switch (session.client().forecast(command.from().toString(), seconds(command))) {
      case Outcome.Failed<List<ForecastItem>>(Failure failure) ->
          Optional.of(session.fail(failure));
      case Outcome.Done<List<ForecastItem>>(List<ForecastItem> items) -> {
        if (session.json()) {
          session.printJson(ForecastItem.class, items);
        } else {
          Clock clock = session.console().clock();
          if (command.calendar()) {
            new ForecastCalendar(items, clock.instant()).print(session.out());
          } else {
            new ForecastView(items, command.from(), command.length(), List.of())
                .print(session.out(), clock.getZone());
          }
        }
        yield Optional.of(ExitCode.DONE);
      }
    };
  }

  private static String seconds(DaemonCommand.Forecast command) {
    return command.length().toSeconds() + "s";
  }

  @Override
  public DaemonCommand alone(Invocation invocation) {
    if (invocation.parameters().size() > 1) {
      throw new WrongUsage("forecast takes one CONFIG", "See 'tend help forecast'.");
    }
    return command(invocation, Path.of(invocation.parameters().getFirst()));
  }

  private static DaemonCommand.Forecast command(Invocation invocation, Path config) {
    Clock clock = invocation.session().console().clock();
    if (invocation.has("--ics") && invocation.session().json()) {
      throw new WrongUsage("forecast prints either JSON or a calendar", "Leave out one of them.");
    }
    Instant from =
        invocation
            .value("--from")
            .map(text ->
                new PointText(clock)
                    .time(text)
                    .flatMap(WireTime::instant)
                    .orElseThrow(() ->
                        new WrongUsage(
                            "--from wants a time, not '" + text + "'",
                            "Write '17:30', '2026-11-21' or '2026-11-21 08:00'.")))
            .orElseGet(clock::instant);
    Duration length =
        invocation
            .value("--for")
            .map(text ->
                DurationText.parse(text)
                    .filter(duration ->
                        duration.compareTo(LONGEST) <= 0
                            && duration.compareTo(Duration.ofSeconds(1)) >= 0)
                    .orElseThrow(() ->
                        new WrongUsage(
                            "--for wants a duration from 1s to 732d, not '" + text + "'",
                            "Write 24h or 7d.")))
            .orElse(USUAL);
    return new DaemonCommand.Forecast(
        config,
        from,
        length,
        invocation.has("--ics"),
        clock.getZone(),
        invocation.session().options());
  }
}
