package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import dev.tend.api.WhyAnswer;
import dev.tend.cli.terminal.Cell;
import dev.tend.cli.terminal.Style;
import dev.tend.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend why`: the causal answer, told as a story.
final class WhyVerb implements Verb {

  @Override
  public String name() {
    return "why";
  }

  @Override
  public String summary() {
    return "Say why a unit is as it is";
  }

  @Override
  public List<String> details() {
    return List.of(
        "The root cause comes first, then what followed from it up to the present state, what the"
            + " unit waits for, and what will happen next. Of several instances, the one that is"
            + " worst off answers.");
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.one("UNIT", "Whom it is about"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend why web", "why web runs, waits, backs off or does not start"),
        new Example("tend why web.2 --json | jq -r .root", "the root cause alone"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    return switch (session.client().why(invocation.parameters().getFirst())) {
      case Outcome.Failed<WhyAnswer>(Failure failure) -> session.fail(failure);
      case Outcome.Done<WhyAnswer>(WhyAnswer answer) -> {
        if (session.json()) {
          session.printJson(WhyAnswer.class, answer);
        } else {
          print(answer, session);
        }
        yield ExitCode.DONE;
      }
    };
  }

  private static void print(WhyAnswer answer, Session session) {
    WireTime time = session.time();
    session.out().println(session.palette().paint(Style.BOLD, answer.root()));
    session
        .out()
        .println(
            answer.unit()
                + ": "
                + session
                    .palette()
                    .paint(Style.ofState(answer.state()), StateText.of(answer.state()))
                + " for "
                + time.age(answer.since())
                + ", since "
                + time.local(answer.since()));
    if (!answer.chain().isEmpty()) {
      heading(session, "because, latest first");
      Table chain = new Table("AT", "AGO", "UNIT", "WHAT");
      for (WhyAnswer.Link link : answer.chain()) {
        chain.row(
            Cell.of(time.local(link.at())),
            Cell.of(time.age(link.at())),
            Cell.of(link.unit()),
            Cell.of(link.sentence()));
      }
      chain.print(session.out(), session.palette(), session.screen(), "  ");
    }
    if (!answer.lastLines().isEmpty()) {
      heading(session, "it wrote last");
      answer.lastLines().forEach(line -> session.out().println("  " + line));
    }
    if (!answer.waitingFor().isEmpty()) {
      heading(session, "it waits for");
      answer.waitingFor().forEach(condition -> session.out().println("  " + condition));
    }
    if (!answer.edges().isEmpty()) {
      heading(session, "edges");
      answer.edges().forEach(edge -> session.out().println("  " + edge));
    }
    if (!answer.probes().isEmpty()) {
      heading(session, "its probes, latest last");
      Table probes = new Table("AT", "AGO", "PROBE", "ANSWER");
      for (WhyAnswer.ProbeAnswer probe : answer.probes()) {
        probes.row(
            Cell.of(time.local(probe.at())),
            Cell.of(time.age(probe.at())),
            Cell.of(probe.probe()),
            Cell.of(probe.sentence()));
      }
      probes.print(session.out(), session.palette(), session.screen(), "  ");
    }
    WhyAnswer.Next next = answer.next();
    if (next != null) {
      heading(session, "next");
      String in = time.until(next.at()).map(pause -> "in " + pause).orElse("now");
      session.out().println("  " + in + ", at " + time.local(next.at()) + ": " + next.what());
    }
  }

  private static void heading(Session session, String text) {
    session.out().println();
    session.out().println(text);
  }
}
