package dev.tend.cli;

import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend help`: prints help.
final class HelpVerb implements Verb {

  @Override
  public String name() {
    return "help";
  }

  @Override
  public String summary() {
    return "Print help for a verb, or for all of them";
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.any("VERB", "Which verb; all where none is given"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend help", "all verbs, one line each"),
        new Example("tend help group start", "one of them"));
  }

  @Override
  public Completes completes() {
    return Completes.VERBS;
  }

  @Override
  public int run(Invocation invocation) {
    HelpText help = new HelpText(invocation.session().out());
    List<String> words = invocation.parameters();
    if (words.isEmpty()) {
      help.printAll();
    } else {
      help.print(Verbs.require(String.join(" ", words)));
    }
    return ExitCode.DONE;
  }
}
