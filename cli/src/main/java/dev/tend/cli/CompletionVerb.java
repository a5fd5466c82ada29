package dev.tend.cli;

import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend completion`: prints what a shell needs to complete words.
final class CompletionVerb implements Verb {

  static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String summary() {
    return "Print the completion of a shell";
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.one("SHELL", "bash, zsh or fish"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("source <(tend completion bash)", "in ~/.bashrc"),
        new Example("tend completion zsh >\"${fpath[1]}/_tend\"", "once, for zsh"),
        new Example("tend completion fish | source", "in config.fish"));
  }

  @Override
  public Completes completes() {
    return Completes.SHELLS;
  }

  @Override
  public int run(Invocation invocation) {
    String shell = invocation.parameters().getFirst();
    String script =
        switch (shell) {
          case "bash" -> BashCompletion.script();
          case "zsh" -> ZshCompletion.script();
          case "fish" -> FishCompletion.script();
          default ->
              throw new WrongUsage(
                  "there is no completion for '" + shell + "'", "One of: bash, zsh, fish.");
        };
    invocation.session().out().print(script);
    return ExitCode.DONE;
  }
}
