package dev.tend.cli;

import dev.tend.api.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/// `register` and `register-file`.
///
/// @param fromFile whether the program stands in a file
record RegisterVerb(boolean fromFile) implements LocalVerb {

  static final String DETAILS =
      "A running daemon is told, on its socket or by --api-url. While none runs, it is done in the"
          + " files that the next one reads: in the programs directory of a provisr configuration,"
          + " else in the folder of registered units. The configuration is that of --config or"
          + " TEND_CONFIG, else config.toml or config/config.toml here, else the usual one; where there is none, the"
          + " folder 'programs' here is meant.";

  static OptionSpec configOption() {
    return Grammar.option("PATH", "The configuration of the next daemon (TEND_CONFIG)", "--config");
  }

  @Override
  public String name() {
    return fromFile ? "register-file" : "register";
  }

  @Override
  public String summary() {
    return fromFile ? "Register a program that stands in a file" : "Register a program, for good";
  }

  @Override
  public List<String> details() {
    return fromFile
        ? List.of(
            "The file is JSON: the keys of one of provisr's programs, by themselves or as"
                + " {\"type\": \"process\", \"spec\": {…}}.",
            DETAILS)
        : List.of("It starts with the daemon that is told, and with every later one.", DETAILS);
  }

  @Override
  public List<OptionSpec> options() {
    List<OptionSpec> what =
        fromFile
            ? List.of(Grammar.option("FILE", "The file", "--file"))
            : Stream.concat(
                    Stream.of(Grammar.option("NAME", "The program's name", "--name")),
                    ProgramWords.options().stream())
                .toList();
    return Stream.of(what, List.of(configOption()), Remote.options())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<Example> examples() {
    return fromFile
        ? List.of(new Example("tend register-file --file ./process-config.json", "what it says"))
        : List.of(
            new Example("tend register --name web --command ./web --work-dir /app", "web"),
            new Example(
                "tend register --name api --command ./server --api-url http://remote:8080/api",
                "in another daemon"));
  }

  @Override
  public Optional<Integer> ask(Invocation invocation) {
    Program program = program(invocation);
    Optional<Remote> remote = Remote.of(invocation);
    return remote.isPresent()
        ? Optional.of(remote.get().register(program.spec()))
        : new Registering(invocation.session()).tryRegister(program.from(Path.of("")));
  }

  @Override
  public DaemonCommand alone(Invocation invocation) {
    Program program = program(invocation).from(Path.of(""));
    var codec = invocation.session().client().codec();
    return new DaemonCommand.Register(
        DaemonCommand.config(invocation),
        program.name(),
        codec.writePretty(program.file()) + "\n",
        codec.writePretty(program.service()) + "\n",
        invocation.session().options());
  }

  private Program program(Invocation invocation) {
    if (!fromFile) {
      String missing =
          Stream.of("--name", "--command").filter(it -> !invocation.has(it)).findFirst().orElse("");
      if (!missing.isEmpty()) {
        throw new WrongUsage("register needs " + missing, "See 'tend help register'.");
      }
      return ProgramWords.of(invocation);
    }
    Path file =
        invocation
            .value("--file")
            .map(Path::of)
            .orElseThrow(() ->
                new WrongUsage("register-file needs --file", "See 'tend help register-file'."));
    try {
      return Program.of(invocation.session().client().codec().readAny(Files.readString(file)));
    } catch (MalformedException malformed) {
      throw new WrongUsage(file + " is not JSON: " + malformed.getMessage(), "");
    } catch (IOException unreadable) {
      throw new WrongUsage("cannot read " + file + ": " + unreadable, "");
    }
  }
}
