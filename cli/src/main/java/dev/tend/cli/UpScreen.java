package dev.tend.cli;

import dev.tend.api.DaemonStatus;
import dev.tend.api.EventQuery;
import dev.tend.api.EventRecord;
import dev.tend.api.Follow;
import dev.tend.api.InstanceStatus;
import dev.tend.api.LogLine;
import dev.tend.api.LogQuery;
import dev.tend.api.Outcome;
import dev.tend.api.Step;
import dev.tend.api.TendClient;
import dev.tend.cli.terminal.Labels;
import dev.tend.cli.terminal.LinePrinter;
import dev.tend.cli.terminal.Palette;
import dev.tend.cli.terminal.Style;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// What `tend up` prints: one screen that says what started, then everybody's output, with a line
/// between for each change of state that is worth knowing, until the daemon has ended.
///
/// It sees the daemon as any client does. Opened before the daemon starts its first unit it loses
/// no line: until the first screen stands, output waits in its stream. Two threads print, the one
/// of [#run] and one for output, so that all printing holds one lock.
public final class UpScreen implements Runnable, AutoCloseable {

  /// How long the first screen waits for units to come up. The default of `stable_after` is a
  /// second, so that most have their final state in it; the slower ones follow as lines.
  private static final Duration SETTLED_WITHIN = Duration.ofMillis(1_500);

  /// How often an end that takes its time says what it waits for.
  private static final Duration REMIND_EVERY = Duration.ofSeconds(3);

  /// The last lines of output are on their way when the events have ended.
  private static final Duration LAST_LINES_WITHIN = Duration.ofSeconds(2);

  private final TendClient client;
  private final Follow<EventRecord> events;
  private final Follow<LogLine> output;
  private final PrintStream out;
  private final WireTime time = new WireTime(Clock.system(ZoneId.systemDefault()));
  private final Palette palette;
  private final Labels labels = new Labels();
  private final Standing standing = new Standing(labels);
  private final LinePrinter lines;
  private boolean ending;

  private UpScreen(
      TendClient client,
      Follow<EventRecord> events,
      Follow<LogLine> output,
      PrintStream out,
      boolean colour) {
    this.client = client;
    this.events = events;
    this.output = output;
    this.out = out;
    this.palette = new Palette(colour);
    this.lines = new LinePrinter(out, palette, labels);
  }

  /// Connects to the daemon's events and output; printing begins with [#run].
  public static Outcome<UpScreen> open(TendClient client, PrintStream out, boolean colour) {
    return client
        .logs(LogQuery.fromNowOn())
        .then(output ->
            client
                .followEvents(EventQuery.fromNowOn())
                .map(events -> new UpScreen(client, events, output, out, colour)));
  }

  /// Prints until the daemon ends its streams, or [#close].
  @Override
  public void run() {
    Instant asOf = greet();
    Thread printer = Thread.ofPlatform().name("up-output").daemon().start(this::printOutput);
    while (true) {
      switch (events.next(REMIND_EVERY)) {
        case Step.Item<EventRecord>(_, EventRecord event) -> {
          if (!isBefore(event, asOf)) {
            happened(event);
          }
        }
        case Step.Gap<EventRecord>(long missed) ->
            note(Style.DIM, missed + " changes came too fast to be shown");
        case Step.Quiet<EventRecord> _ -> remind();
        case Step.Ended<EventRecord> _, Step.Broken<EventRecord> _ -> {
          farewell(printer);
          return;
        }
      }
    }
  }

  /// @return the time that the first screen shows
  private Instant greet() {
    long begun = System.nanoTime();
    while (true) {
      Instant asOf = time.clock().instant();
      List<InstanceStatus> instances =
          client.units(List.of()) instanceof Outcome.Done<List<InstanceStatus>>(var all)
              ? all
              : List.of();
      Duration left = SETTLED_WITHIN.minusNanos(System.nanoTime() - begun);
      boolean settled = !instances.isEmpty() && instances.stream().noneMatch(UpScreen::isMoving);
      if (settled || !left.isPositive() || isOver(events.next(left))) {
        print(instances);
        return asOf;
      }
    }
  }

  /// Whether more of it is to be expected soon; before the daemon's first turn all units are
  /// stopped, though they should be up.
  private static boolean isMoving(InstanceStatus status) {
    return switch (status.state()) {
      case "starting", "waiting" -> true;
      case "stopped" -> status.target().equals("up");
      default -> false;
    };
  }

  private static boolean isOver(Step<EventRecord> step) {
    return switch (step) {
      case Step.Item<EventRecord> _, Step.Gap<EventRecord> _, Step.Quiet<EventRecord> _ -> false;
      case Step.Ended<EventRecord> _, Step.Broken<EventRecord> _ -> true;
    };
  }

  private void print(List<InstanceStatus> instances) {
    if (client.daemon() instanceof Outcome.Done<DaemonStatus>(DaemonStatus daemon)) {
      synchronized (lines) {
        instances.forEach(standing::put);
        new Greeting(out, palette, time).print(daemon, client.endpoint(), instances, labels);
      }
    }
  }

  /// What happened before the first screen is in it already.
  private static boolean isBefore(EventRecord event, Instant asOf) {
    return WireTime.instant(event.at()).filter(at -> at.isBefore(asOf)).isPresent();
  }

  private void happened(EventRecord event) {
    if ("stopping".equals(event.to()) && !ending) {
      lookWhetherAllEnds();
    }
    synchronized (lines) {
      String label = standing.put(event);
      if (ending && "stopped".equals(event.to())) {
        lines.note(Style.DIM, label + " stopped");
      } else {
        ChangeLine.of(event, label)
            .ifPresent(change -> lines.note(change.style(), change.sentence()));
      }
      out.flush();
    }
  }

  private void lookWhetherAllEnds() {
    if (client.daemon() instanceof Outcome.Done<DaemonStatus>(DaemonStatus daemon)
        && daemon.ending()) {
      ending = true;
      synchronized (lines) {
        lines.note(Style.BOLD, "stopping everything: " + Commanding.names(standing.alive()));
      }
    }
  }

  private void remind() {
    synchronized (lines) {
      List<String> alive = standing.alive();
      if (ending && !alive.isEmpty()) {
        lines.note(
            Style.YELLOW,
            "still stopping: "
                + Commanding.names(alive)
                + " (Ctrl-C once more kills what is left)");
        out.flush();
      }
    }
  }

  private void farewell(Thread printer) {
    try {
      printer.join(LAST_LINES_WITHIN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (lines) {
      if (ending && standing.alive().isEmpty()) {
        lines.note(Style.BOLD, "everything has stopped");
      }
      out.flush();
    }
  }

  private void note(Style style, String sentence) {
    synchronized (lines) {
      lines.note(style, sentence);
      out.flush();
    }
  }

  private void printOutput() {
    while (true) {
      switch (output.next()) {
        case Step.Item<LogLine>(_, LogLine line) -> {
          synchronized (lines) {
            lines.print(line);
            if (!output.hasMore()) {
              out.flush();
            }
          }
        }
        case Step.Gap<LogLine>(long missed) ->
            note(Style.YELLOW, missed + " lines came too fast to be shown; they are in the logs");
        case Step.Quiet<LogLine> _ -> {
          // Without a deadline this does not come.
        }
        case Step.Ended<LogLine> _ -> {
          return;
        }
        case Step.Broken<LogLine>(String reason) -> {
          note(Style.YELLOW, "no more output is shown: " + reason);
          return;
        }
      }
    }
  }

  @Override
  public void close() {
    events.close();
    output.close();
  }
}
