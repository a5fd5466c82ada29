package dev.tend.cli;

import dev.tend.api.CronStatus;
import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend cron show`: one cron job.
final class CronShowVerb implements Verb {

  @Override
  public String name() {
    return "cron show";
  }

  @Override
  public String summary() {
    return "Show a cron job: when it fires, what runs, and what became of it last";
  }

  @Override
  public List<OptionSpec> options() {
    return Remote.options();
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.one("CRON", "Which one"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend cron show backup", "all about backup"),
        new Example("tend cron show backup --json | jq -r .next", "when it fires next"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    String cron = invocation.parameters().getFirst();
    Optional<Remote> remote = Remote.of(invocation);
    if (remote.isPresent()) {
      return remote.get().show("cronjobs", cron);
    }
    return switch (session.client().cron(cron)) {
      case Outcome.Failed<CronStatus>(Failure failure) -> session.fail(failure);
      case Outcome.Done<CronStatus>(CronStatus status) -> {
        if (session.json()) {
          session.printJson(CronStatus.class, status);
        } else {
          print(status, session);
        }
        yield ExitCode.DONE;
      }
    };
  }

  private static void print(CronStatus cron, Session session) {
    CronText text = new CronText(session.time());
    line(session, cron.name(), cron.schedule() + "  (" + cron.words() + ", " + cron.zone() + ")");
    line(session, "next", text.next(cron));
    CronStatus.Word word = cron.word();
    if (word != null) {
      String what = word.suspended() ? "suspended" : "resumed";
      line(session, what, "by " + word.by() + " at " + session.time().local(word.at()));
    } else if (cron.suspended()) {
      line(session, "suspended", "by its configuration");
    }
    for (CronStatus.Active run : cron.active()) {
      String how = run.stopping() ? ", being stopped" : "";
      line(session, "runs", run.run() + " for " + session.time().age(run.started()) + how);
    }
    if (cron.waiting() > 0) {
      line(session, "waiting", cron.waiting() + (cron.waiting() == 1 ? " firing" : " firings"));
    }
    CronStatus.Last last = cron.last();
    line(session, "last", last == null ? "it has not fired yet" : text.last(last));
    line(session, "overlap", cron.overlap());
    line(session, "missed", cron.missed());
  }

  private static void line(Session session, String what, String text) {
    session.out().println(String.format("%-9s %s", what, text).stripTrailing());
  }
}
