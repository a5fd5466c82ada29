package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import dev.tend.api.WhyAnswer;
import dev.tend.cli.terminal.Cell;
import dev.tend.cli.terminal.Style;
import dev.tend.cli.terminal.Table;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
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
            + " worst off answers.",
        "With --at it answers for a moment of the past, by what was recorded, and says what came"
            + " next.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Grammar.option("WHEN", "Say why it was as it was then: " + PointText.FORMS, "--at"));
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.one("UNIT", "Whom it is about"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend why web", "why web runs, waits, backs off or does not start"),
        new Example("tend why web --at 2h", "why it was as it was two hours ago"),
        new Example("tend why web.2 --json | jq -r .root", "the root cause alone"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    String unit = invocation.parameters().getFirst();
    return switch (session.client().why(unit, invocation.time("--at"))) {
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
    String asOf = answer.asOf();
    // Ages are those of the moment that was asked about.
    WireTime then =
        Optional.ofNullable(asOf)
            .flatMap(WireTime::instant)
            .map(moment -> new WireTime(Clock.fixed(moment, time.clock().getZone())))
            .orElse(time);
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
                + then.age(answer.since())
                + (asOf == null ? "" : " by " + time.local(asOf))
                + ", since "
                + time.local(answer.since()));
    if (!answer.chain().isEmpty()) {
      heading(session, "because, latest first");
      Table chain = new Table("AT", "AGO", "UNIT", "WHAT");
      for (WhyAnswer.Link link : answer.chain()) {
        chain.row(
            Cell.of(time.local(link.at())),
            Cell.of(then.age(link.at())),
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
      heading(session, asOf == null ? "next" : "what came next");
      String in = then.until(next.at()).map(pause -> "in " + pause).orElse("now");
      session.out().println("  " + in + ", at " + time.local(next.at()) + ": " + next.what());
    }
  }

  private static void heading(Session session, String text) {
    session.out().println();
    session.out().println(text);
  }
}
