package dev.tend.cli;

import dev.tend.api.EventQuery;
import dev.tend.api.EventRecord;
import dev.tend.api.Failure;
import dev.tend.api.Follow;
import dev.tend.api.Outcome;
import dev.tend.cli.terminal.Style;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend events`: prints what happened, and what happens.
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
    return List.of("Each line begins with the number of its event, which --since takes.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Grammar.flag("Go on with what happens", "-f", "--follow"),
        Grammar.option("ID", "Only what came after the event of this number", "--since"));
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.optional("UNIT", "Only this one's; everybody's where none is given"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend events web", "what the daemon still knows of web"),
        new Example("tend events -f --json", "one event a line, as they happen"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    Optional<Integer> since = invocation.count("--since");
    EventQuery query =
        new EventQuery(
            invocation.parameters().stream().findFirst(),
            since.isPresent() ? OptionalLong.of(since.get()) : OptionalLong.empty());
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
                + "  "
                + event.cause());
  }
}
