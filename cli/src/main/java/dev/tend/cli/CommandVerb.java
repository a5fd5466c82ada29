package dev.tend.cli;

import dev.tend.api.CommandResult;
import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import dev.tend.api.TendClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `start`, `stop` and `restart`.
record CommandVerb(Order order) implements Verb {

  /// What units are told.
  enum Order {
    START,
    STOP,
    RESTART;

    String verb() {
      return name().toLowerCase(Locale.ROOT);
    }

    String inProgress() {
      return this == STOP ? "stopping" : verb() + "ing";
    }

    Outcome<CommandResult> give(TendClient client, String selector) {
      return switch (this) {
        case START -> client.start(selector);
        case STOP -> client.stop(selector);
        case RESTART -> client.restart(selector);
      };
    }
  }

  @Override
  public String name() {
    return order.verb();
  }

  @Override
  public String summary() {
    return switch (order) {
      case START -> "Start units, and what they require";
      case STOP -> "Stop units, what requires them first";
      case RESTART -> "Stop and start units";
    };
  }

  @Override
  public List<String> details() {
    String meaning =
        switch (order) {
          case START ->
              "A unit that has failed or completed is tried again. With --name and --cmd a new one"
                  + " is registered, which starts; 'tend unregister' forgets it. Outside its window"
                  + " a unit is not started, unless --force holds it up until that opens.";
          case STOP ->
              "They stay down, across restarts of the daemon too, until somebody starts them.";
          case RESTART ->
              "Units that run and require them are restarted in order. With --rolling it waits for"
                  + " the end, exits with 1 where an instance did not become ready, and says which"
                  + " are new and which are old; the daemon goes on with it whoever waits.";
        };
    return List.of(
        meaning,
        "Without --wait it returns once the daemon has taken the command. With it, it exits with 1"
            + " where a unit fails or the time is over.");
  }

  @Override
  public List<OptionSpec> options() {
    return Stream.of(
            List.of(Commanding.waitOption()),
            Spelling.options(),
            order == Order.START ? startOptions() : List.<OptionSpec>of(),
            order == Order.RESTART
                ? List.of(
                    Grammar.optionalValue(
                        "N",
                        "1",
                        "Restart N instances at a time (default: 1), the next ones when the new"
                            + " are ready; stop at the first that fails",
                        "--rolling"))
                : Remote.options())
        .flatMap(List::stream)
        .toList();
  }

  private static List<OptionSpec> startOptions() {
    List<OptionSpec> options = new ArrayList<>(ProgramWords.options());
    options.add(Grammar.flag("Also outside its window, until that opens", "--force"));
    return options;
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.any("UNIT", "Whom to " + order.verb()));
  }

  @Override
  public List<Example> examples() {
    Example own =
        switch (order) {
          case START -> new Example("tend start --name demo --cmd ./demo", "a new one");
          case STOP -> new Example("tend stop --name web", "as provisr has it");
          case RESTART -> new Example("tend restart --rolling web", "one instance after the other");
        };
    return List.of(
        new Example("tend " + name() + " web db", "two units"),
        new Example("tend " + name() + " @backend --wait 30s", "a group, and wait for the outcome"),
        own);
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  private static int atOnce(Invocation invocation) {
    int atOnce = invocation.count("--rolling").orElse(1);
    if (atOnce == 0) {
      throw new WrongUsage("nobody is restarted 0 at a time", "Write --rolling=2.");
    }
    return atOnce;
  }

  private static int startNew(Invocation invocation, Optional<Remote> remote) {
    Program program = ProgramWords.of(invocation);
    return remote
        .map(daemon -> daemon.start(program.spec()))
        .orElseGet(() -> new Registering(invocation.session()).register(program.from(Path.of(""))));
  }

  @Override
  public int run(Invocation invocation) {
    Optional<Spelling> spelled = Spelling.of(invocation);
    if (spelled.isEmpty() && invocation.parameters().isEmpty()) {
      throw new WrongUsage(name() + " needs UNIT", "See 'tend help " + name() + "'.");
    }
    Optional<Remote> remote = order == Order.RESTART ? Optional.empty() : Remote.of(invocation);
    if (order == Order.START && invocation.has("--cmd")) {
      return startNew(invocation, remote);
    }
    if (remote.isPresent()) {
      Spelling units = spelled.or(() -> Spelling.ofWords(invocation)).orElseThrow();
      return order == Order.START
          ? remote.get().start(units)
          : remote.get().stop(units, invocation.value("--wait"));
    }
    Session session = invocation.session();
    Outcome<List<String>> selectors =
        spelled
            .map(it -> it.selectors(session.client()))
            .orElseGet(() -> new Outcome.Done<>(invocation.parameters()));
    return switch (selectors) {
      case Outcome.Failed<List<String>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<String>>(List<String> units) when invocation.has("--rolling") ->
          new RollingOrder(session, atOnce(invocation), Commanding.waitOf(invocation)).run(units);
      case Outcome.Done<List<String>>(List<String> units) ->
          new Commanding(session, order, units)
              .run(
                  Commanding.waitOf(invocation),
                  selector ->
                      invocation.has("--force")
                          ? session.client().startForced(selector)
                          : order.give(session.client(), selector));
    };
  }
}
