package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.KeyChange;
import dev.tend.api.Outcome;
import dev.tend.api.PolicyOutcome;
import dev.tend.api.PolicyTrial;
import dev.tend.cli.terminal.Cell;
import dev.tend.cli.terminal.DurationText;
import dev.tend.cli.terminal.Style;
import dev.tend.cli.terminal.Table;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend simulate`: what another restart policy would have made of what happened.
final class SimulateVerb implements Verb {

  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public String summary() {
    return "Say what another restart policy would have made of what happened";
  }

  @Override
  public List<String> details() {
    return List.of(
        "The policy that judges real ends judges the recorded runs of a service once more: each lasts"
            + " as long as it did, and is followed by the pause that the other policy says, without"
            + " jitter. Beside it stands what happened. A run that was up for stable_after counts as"
            + " one that had been ready. Runs that somebody asked for begin when they did.",
        "KEY is one of restart, stable_after, start_within, restart_delay, backoff.min, backoff.max,"
            + " backoff.factor, backoff.jitter, give_up_after.attempts, give_up_after.within,"
            + " start_retries.count and start_retries.interval; VALUE none takes it out.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Grammar.repeated("KEY=VALUE", "Another value for the policy; may be repeated", "--policy"),
        Grammar.option("TIME", "Only runs that had not ended by then", "--since"));
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.one("UNIT", "A service"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend simulate --policy backoff.max=5m web", "longer pauses"),
        new Example(
            "tend simulate --policy give_up_after.attempts=5 --policy give_up_after.within=10m web",
            "when it would have been given up"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    List<String> policy = invocation.values("--policy");
    if (policy.isEmpty()) {
      throw new WrongUsage("simulate needs --policy KEY=VALUE", "See 'tend help simulate'.");
    }
    String unit = invocation.parameters().getFirst();
    return switch (session.client().simulate(unit, policy, invocation.time("--since"))) {
      case Outcome.Failed<List<PolicyTrial>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<PolicyTrial>>(List<PolicyTrial> trials) -> {
        if (session.json()) {
          session.printJson(PolicyTrial.class, trials);
        } else if (trials.isEmpty()) {
          session.out().println("no run of " + unit + " is recorded");
        } else {
          trials.forEach(trial -> print(trial, session));
        }
        yield ExitCode.DONE;
      }
    };
  }

  private static void print(PolicyTrial trial, Session session) {
    WireTime time = session.time();
    String changes =
        trial.policy().stream().map(SimulateVerb::said).collect(Collectors.joining(", "));
    session
        .out()
        .println(
            session.palette().paint(Style.BOLD, trial.unit() + "." + trial.instance())
                + " from "
                + time.local(trial.since())
                + " to "
                + time.local(trial.until())
                + (changes.isEmpty() ? ", with the policy that it has" : ", with " + changes));
    Table table = new Table("", "ATTEMPTS", "RESTARTS", "DOWNTIME", "GIVEN UP");
    row(table, "recorded", trial.recorded(), time);
    row(table, "simulated", trial.simulated(), time);
    if (trial.recorded().attempts() == 0) {
      session.out().println("  its one run goes on, and no end of it is to be judged yet");
      return;
    }
    table.print(session.out(), session.palette(), session.screen(), "  ");
  }

  private static String said(KeyChange change) {
    String now = change.now();
    return change.key() + " = " + (now == null ? "none" : now);
  }

  private static void row(Table table, String what, PolicyOutcome outcome, WireTime time) {
    String at = outcome.gaveUp();
    table.row(
        Cell.of(what),
        Cell.of(Integer.toString(outcome.attempts())),
        Cell.of(Integer.toString(outcome.restarts())),
        Cell.of(DurationText.of(Duration.ofMillis(outcome.downtimeMs()))),
        Cell.of(at == null ? "" : time.local(at) + ": " + outcome.because()));
  }
}
