package dev.tend.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// What the daemon's own program is told: `serve`, `up`, `check`, `cron explain`, or what is done
/// in a daemon's files while none runs; read by the same grammar as every other verb.
public sealed interface DaemonCommand {

  GlobalOptions options();

  /// @param config what was named, by parameter, option or `TEND_CONFIG`; else the usual place is
  ///   meant
  /// @param dialect what it is written in; empty means that its content decides
  /// @param daemonize whether to go on in the background
  /// @param pidFile where the pid is to stand
  /// @param logFile where the daemon's own words go
  record Serve(
      Optional<Path> config,
      Optional<String> dialect,
      boolean daemonize,
      Optional<Path> pidFile,
      Optional<Path> logFile,
      GlobalOptions options)
      implements DaemonCommand {}

  /// @param config what was named, by parameter or `TEND_CONFIG`; else the usual place is meant
  record Up(Optional<Path> config, Optional<String> dialect, GlobalOptions options)
      implements DaemonCommand {}

  /// @param paths one or more
  record Check(List<Path> paths, Optional<String> dialect, GlobalOptions options)
      implements DaemonCommand {

    public Check {
      paths = List.copyOf(paths);
    }
  }

  /// @param expression as it was typed
  /// @param zone for an expression that names none
  /// @param from the firings after then are wanted
  /// @param count how many
  record Explain(String expression, ZoneId zone, Instant from, int count, GlobalOptions options)
      implements DaemonCommand {}

  /// @param config whose future is wanted
  /// @param length how far it goes
  /// @param calendar whether it is to be a calendar file
  /// @param zone by whose clocks times are shown
  record Forecast(
      Path config,
      Instant from,
      Duration length,
      boolean calendar,
      ZoneId zone,
      GlobalOptions options)
      implements DaemonCommand {}

  /// @param config what was named, by option or `TEND_CONFIG`
  /// @param provisr the text of a file in provisr's programs directory
  /// @param own the same as a configuration of Tend's own
  record Register(
      Optional<Path> config, String name, String provisr, String own, GlobalOptions options)
      implements DaemonCommand {}

  /// @param config what was named, by option or `TEND_CONFIG`
  record Unregister(Optional<Path> config, String name, GlobalOptions options)
      implements DaemonCommand {}

  /// What reading a command line came to.
  sealed interface Reading {

    /// There is something to do.
    record Told(DaemonCommand command) implements Reading {}

    /// Help was printed, or what is wrong with the line: only the exit code is left.
    record Answered(int exitCode) implements Reading {}
  }

  /// Reads the command line of the daemon's program.
  static Reading read(
      List<String> args, Map<String, String> env, PrintStream out, PrintStream err) {
    Words words = Words.of(args);
    String name = words.verb().orElse("");
    if (!Verbs.OF_DAEMON.contains(name)) {
      return new Reading.Answered(Main.run(args, env, out, err));
    }
    try {
      Verb verb = Verbs.require(name);
      ParseResult parsed = new Grammar(verb).parse(words.rest());
      if (parsed.hasMatchedOption("--help") || parsed.hasMatchedOption("--version")) {
        return new Reading.Answered(Main.run(args, env, out, err));
      }
      Session session = Session.of(GlobalOptions.of(parsed, env), env, Console.plain(out, err));
      Invocation invocation = new Invocation(parsed, session);
      if (verb instanceof LocalVerb local) {
        return local
            .ask(invocation)
            .<Reading>map(Reading.Answered::new)
            .orElseGet(() -> new Reading.Told(local.alone(invocation)));
      }
      return new Reading.Told(of(name, invocation));
    } catch (WrongUsage wrong) {
      return new Reading.Answered(Main.complain(wrong, err));
    }
  }

  private static DaemonCommand of(String name, Invocation invocation) {
    Map<String, String> env = invocation.session().env();
    GlobalOptions options = invocation.session().options();
    Optional<String> dialect = invocation.value("--dialect");
    List<Path> paths = invocation.parameters().stream().map(Path::of).toList();
    Optional<Path> usual = usual(env);
    return switch (name) {
      case "serve" ->
          new Serve(
              config(invocation, paths).or(() -> usual),
              dialect,
              invocation.has("--daemonize"),
              invocation.value("--pidfile").map(Path::of),
              invocation.value("--logfile").map(Path::of),
              options);
      case "up" -> new Up(paths.stream().findFirst().or(() -> usual), dialect, options);
      case ExplainVerb.NAME -> ExplainVerb.command(invocation);
      default -> new Check(paths, dialect, options);
    };
  }

  private static Optional<Path> usual(Map<String, String> env) {
    return Optional.ofNullable(env.get("TEND_CONFIG")).filter(it -> !it.isEmpty()).map(Path::of);
  }

  /// The configuration that was named, by option or variable.
  static Optional<Path> config(Invocation invocation) {
    return invocation.value("--config").map(Path::of).or(() -> usual(invocation.session().env()));
  }

  private static Optional<Path> config(Invocation invocation, List<Path> paths) {
    Optional<Path> option = invocation.value("--config").map(Path::of);
    if (option.isPresent() && !paths.isEmpty()) {
      throw new WrongUsage("the configuration is named twice", "Leave out --config.");
    }
    return option.or(() -> paths.stream().findFirst());
  }

  /// What the client's program says when it is asked for one of these.
  static int refuse(Invocation invocation, String name) {
    invocation
        .session()
        .err()
        .println("tend: " + name + " is done by the daemon's program; start it through 'tend'");
    return ExitCode.REFUSED;
  }
}
