package dev.tend.cli;

import dev.tend.api.CommandResult;
import dev.tend.api.Failure;
import dev.tend.api.InstanceStatus;
import dev.tend.api.MalformedException;
import dev.tend.api.Outcome;
import dev.tend.api.PlanAnswer;
import dev.tend.api.PlanQuery;
import dev.tend.api.PlanStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend apply`: puts a configuration in force, and says what that came to.
final class ApplyVerb implements Verb {

  @Override
  public String name() {
    return "apply";
  }

  @Override
  public String summary() {
    return "Put a configuration in force, as 'plan' said";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Does what 'tend plan' shows, all of it or nothing: a configuration with a mistake changes"
            + " nothing. With --plan or --plan-base it does exactly what that plan said, or refuses"
            + " where something has changed since.",
        "With --watch it waits as long as that. If an instance that started or took over a change"
            + " fails meanwhile, or is not ready at the end, the configuration before comes back, it"
            + " says which and why, and exits with 1. So it does if another change takes its place"
            + " before that is clear. A daemon that ends meanwhile is followed by one that goes back."
            + " The files stay as they are: 'tend plan' shows what they would change.",
        "CONFIG is the daemon's own file. Another one is refused, since the next daemon would know"
            + " nothing of it; with --temporary it holds until the daemon ends, or reads its own file"
            + " again.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Commanding.waitOption(),
        Grammar.option(
            "DURATION",
            "Go back to the configuration before if what changed fails or is not ready by then",
            "--watch"),
        Grammar.option("FILE", "Do what this plan of 'tend plan --out FILE' says", "--plan"),
        Grammar.option("BASE", "Do what the plan of that base says", "--plan-base"),
        Grammar.flag("Allow another file, until the daemon ends", "--temporary"));
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.optional("CONFIG", "Another file or folder than the daemon's own"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend apply --wait 30s", "take over what was edited, and wait until it runs"),
        new Example("tend apply --watch 30s", "take it back unless it works for half a minute"),
        new Example("tend apply --plan next.plan", "do what somebody has looked at, or nothing"));
  }

  @Override
  public Completes completes() {
    return Completes.FILES;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    PlanQuery query = query(invocation);
    Optional<Duration> wait = Commanding.waitOf(invocation);
    return switch (session.client().units(List.of())) {
      case Outcome.Failed<List<InstanceStatus>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<InstanceStatus>>(List<InstanceStatus> before) ->
          switch (session.client().apply(query)) {
            case Outcome.Failed<PlanAnswer>(Failure failure) -> session.fail(failure);
            case Outcome.Done<PlanAnswer>(PlanAnswer done) -> {
              say(done, wait.isPresent() && query.watch().isEmpty(), session);
              Long position = done.position();
              yield query.watch().isPresent() && position != null
                  ? new TrialWait(session).await(position)
                  : wait.isPresent() ? await(done, wait.get(), before, session) : ExitCode.DONE;
            }
          };
    };
  }

  /// With `--json` there is one document: what was done, or what it came to. How a trial ends is no
  /// part of it.
  private static void say(PlanAnswer done, boolean waits, Session session) {
    if (!session.json()) {
      new PlanText(session).print(done);
    } else if (!waits) {
      session.printJson(PlanAnswer.class, done);
    }
  }

  private static PlanQuery query(Invocation invocation) {
    Optional<String> base = invocation.value("--plan-base");
    Optional<String> path = PlanVerb.path(invocation);
    Optional<String> file = invocation.value("--plan");
    if (file.isPresent()) {
      if (base.isPresent() || path.isPresent()) {
        throw new WrongUsage("--plan says all, and takes neither CONFIG nor --plan-base", "");
      }
      PlanAnswer plan = read(file.get(), invocation.session());
      base = Optional.of(plan.base());
      path = Optional.ofNullable(plan.config());
    }
    invocation.value("--watch").ifPresent(Commanding::duration);
    return new PlanQuery(path, base, invocation.value("--watch"), invocation.has("--temporary"));
  }

  private static PlanAnswer read(String file, Session session) {
    try {
      return session.client().codec().read(PlanAnswer.class, Files.readString(Path.of(file)));
    } catch (MalformedException malformed) {
      throw new WrongUsage(file + " holds no plan", "'tend plan --out FILE' writes one.");
    } catch (IOException unreadable) {
      throw new WrongUsage("cannot read the plan in " + file + ": " + unreadable, "");
    }
  }

  /// Waits for what stops and starts by it.
  private static int await(
      PlanAnswer done, Duration limit, List<InstanceStatus> before, Session session) {
    Long position = done.position();
    List<String> starts =
        done.steps().stream()
            .filter(step -> step.action().equals(PlanStep.START))
            .map(PlanStep::instance)
            .toList();
    if (position == null || starts.isEmpty()) {
      return ExitCode.DONE;
    }
    // What was up before has to be up with another process.
    return new Waiting(session, CommandVerb.Order.RESTART, starts, before)
        .await(new CommandResult(starts, position), limit);
  }
}
