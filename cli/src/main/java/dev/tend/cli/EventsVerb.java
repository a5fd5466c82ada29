package dev.tend.cli;

import dev.tend.api.EventQuery;
import dev.tend.api.EventRecord;
import dev.tend.api.Failure;
import dev.tend.api.Follow;
import dev.tend.api.Outcome;
import dev.tend.cli.terminal.Style;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend events`: what happened, and goes on happening.
final class EventsVerb implements Verb {

  @Override
  public String name() {
    return "events";
  }

  @Override
  public String summary() {
    return "Show what happened, and what happens";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Each line begins with the number of its event, which --since and --until take too. What"
            + " earlier daemons did is among them, as far as [history] keeps it.");
  }

  @Override
  public List<OptionSpec> options() {
    return Stream.concat(
            Stream.of(Grammar.flag("Go on with what happens", "-f", "--follow")),
            LookBack.options(
                "Only what came after: the number of an event, " + PointText.FORMS,
                "Only what came up to then",
                "1000; all that follow, with -f --since"))
        .toList();
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return LookBack.parameters();
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend events web --since 2h", "what happened to web lately"),
        new Example("tend events -f --json", "one event a line, as they happen"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    EventQuery query =
        new EventQuery(
            LookBack.unit(invocation),
            invocation.event("--since"),
            invocation.event("--until"),
            invocation.lines());
    return invocation.has("--follow") ? follow(session, query) : list(session, query);
  }

  private static int list(Session session, EventQuery query) {
    return switch (session.client().events(query)) {
      case Outcome.Failed<List<EventRecord>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<EventRecord>>(List<EventRecord> events) -> {
        events.forEach(event -> print(session, event));
        yield ExitCode.DONE;
      }
    };
  }

  private static int follow(Session session, EventQuery query) {
    return switch (session.client().followEvents(query)) {
      case Outcome.Failed<Follow<EventRecord>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<Follow<EventRecord>>(Follow<EventRecord> events) -> {
        try (events) {
          yield new Tail<>(session, events).print(event -> print(session, event));
        }
      }
    };
  }

  private static void print(Session session, EventRecord event) {
    if (session.json()) {
      session.printJson(EventRecord.class, event);
      return;
    }
    String to = event.to();
    String from = event.from();
    String what =
        from == null || to == null
            ? event.type()
            : from + " → " + session.palette().paint(Style.ofState(to), to);
    String hook = event.hook();
    String unit = event.unit();
    Integer instance = event.instance();
    String who = unit == null ? "tend" : instance == null ? unit : unit + "." + instance;
    session
        .out()
        .println(
            session
                    .palette()
                    .paint(Style.DIM, "#" + event.id() + "  " + session.time().local(event.at()))
                + "  "
                + who
                + "  "
                + what
                + (hook == null ? "" : " (hook " + hook + ")")
                + "  "
                + event.cause());
  }
}
