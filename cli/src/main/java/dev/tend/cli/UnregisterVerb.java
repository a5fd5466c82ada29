package dev.tend.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/// `tend unregister`: the way back from `register`.
final class UnregisterVerb implements LocalVerb {

  @Override
  public String name() {
    return "unregister";
  }

  @Override
  public String summary() {
    return "Stop a program that was registered, and forget it";
  }

  @Override
  public List<String> details() {
    return List.of("What stands in the configuration itself is refused.", RegisterVerb.DETAILS);
  }

  @Override
  public List<OptionSpec> options() {
    return Stream.concat(
            Stream.of(
                Grammar.option("NAME", "The program's name", "--name"),
                RegisterVerb.configOption()),
            Remote.options().stream())
        .toList();
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("tend unregister --name web", "web goes, and stays away"));
  }

  @Override
  public Optional<Integer> ask(Invocation invocation) {
    String name = program(invocation);
    Optional<Remote> remote = Remote.of(invocation);
    return remote.isPresent()
        ? Optional.of(remote.get().unregister(name))
        : new Registering(invocation.session()).tryUnregister(name);
  }

  @Override
  public DaemonCommand alone(Invocation invocation) {
    return new DaemonCommand.Unregister(
        DaemonCommand.config(invocation), program(invocation), invocation.session().options());
  }

  private static String program(Invocation invocation) {
    return invocation
        .value("--name")
        .orElseThrow(
            () -> new WrongUsage("unregister needs --name", "See 'tend help unregister'."));
  }
}
