package dev.tend.daemon;

import dev.tend.api.Directories;
import dev.tend.api.Endpoint;
import dev.tend.api.Outcome;
import dev.tend.api.TendClient;
import dev.tend.cli.DaemonCommand;
import dev.tend.cli.ExitCode;
import dev.tend.cli.GlobalOptions;
import dev.tend.cli.UpScreen;
import dev.tend.cli.terminal.Screen;
import dev.tend.config.Dialect;
import dev.tend.config.Registrations;
import dev.tend.config.provisr.LogLevel;
import dev.tend.config.provisr.ProvisrSettings;
import dev.tend.daemon.registry.Fallback;
import dev.tend.daemon.registry.OfflineRegistry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The daemon's program: `serve`, `up`, `check`, `forecast` and `cron explain`.
public final class Main {

  /// How long the last lines may take to the screen once the daemon has ended.
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Map<String, String> env;
  private final PrintStream out;
  private final PrintStream err;

  Main(Map<String, String> env, PrintStream out, PrintStream err) {
    this.env = env;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    int code = new Main(System.getenv(), out, err).run(List.of(args));
    out.flush();
    err.flush();
    // Virtual threads and Netty's are daemon threads, but a client of `up` may still be reading.
    System.exit(code);
  }

  /// Text is UTF-8 whatever the locale says, as names in configurations are.
  private static PrintStream stream(FileDescriptor descriptor) {
    boolean flushLines = descriptor == FileDescriptor.err;
    return new PrintStream(new FileOutputStream(descriptor), flushLines, StandardCharsets.UTF_8);
  }

  /// @return the exit code
  int run(List<String> args) {
    return switch (DaemonCommand.read(args, env, out, err)) {
      case DaemonCommand.Reading.Answered(int code) -> code;
      case DaemonCommand.Reading.Told(DaemonCommand command) -> perform(command, args);
    };
  }

  private int perform(DaemonCommand command, List<String> args) {
    try {
      return switch (command) {
        case DaemonCommand.Serve serve when serve.daemonize() && !Background.isHere() ->
            Background.start(args, Places.of(serve.options(), env), out, err);
        case DaemonCommand.Serve serve -> serve(serve);
        case DaemonCommand.Up up -> up(up);
        case DaemonCommand.Register(var config, var name, var provisr, var own, var options) ->
            say(offline(config, options).register(name, provisr, own), "registered " + name);
        case DaemonCommand.Unregister(var config, var name, var options) ->
            say(offline(config, options).unregister(name), "unregistered " + name);
        case DaemonCommand.Explain explain -> new Explain(out, err).run(explain);
        case DaemonCommand.Forecast forecast ->
            new Foresee(env, out, err).run(forecast, Instant.now());
        case DaemonCommand.Check check -> new Check(env, out).run(check, dialect(check.dialect()));
      };
    } catch (Refusal refusal) {
      err.println("tend: " + refusal.sentence());
      return ExitCode.REFUSED;
    } catch (Exception broken) {
      err.println("tend: the daemon ended by a mistake in Tend; what it started runs on");
      broken.printStackTrace(err);
      return ExitCode.REFUSED;
    }
  }

  private OfflineRegistry offline(Optional<Path> config, GlobalOptions options) {
    return new OfflineRegistry(
        env,
        config,
        Directories.current(env).configurationFile(),
        Places.of(options, env).registered());
  }

  private int say(OfflineRegistry.Result result, String what) {
    return switch (result) {
      case OfflineRegistry.Result.Done(Path file) -> {
        out.println(what + " in " + file + ", for the next daemon");
        yield ExitCode.DONE;
      }
      case OfflineRegistry.Result.Refused(List<String> lines) -> {
        lines.forEach(err::println);
        yield ExitCode.REFUSED;
      }
    };
  }

  private int serve(DaemonCommand.Serve command) throws Refusal, IOException {
    Places places = Places.of(command.options(), env);
    Optional<ConfigurationFile> file = read(command.config(), command.dialect(), places);
    if (file.isEmpty()) {
      return ExitCode.REFUSED;
    }
    Optional<ProvisrSettings> foreign = file.get().first().foreign().provisr();
    Optional<ProvisrSettings> ofBackground = foreign.filter(_ -> command.daemonize());
    Optional<Path> pidFile =
        command.pidFile().or(() -> ofBackground.flatMap(ProvisrSettings::daemonPidFile));
    Optional<Path> logFile =
        command.logFile().or(() -> ofBackground.flatMap(ProvisrSettings::daemonLogFile));
    try (Daemon daemon = Daemon.open(places, file.get());
        PidFile _ = pidFile.isPresent() ? PidFile.write(pidFile.get()) : null;
        FeedWatch _ = FeedWatch.start(daemon.engine(), eventLog(daemon, foreign))) {
      if (command.daemonize() || logFile.isPresent()) {
        Background.settle(logFile);
      }
      Rights.ofThisProcess().warnings().forEach(warning -> err.println("tend: " + warning));
      err.println(
          "tend serves "
              + file.get().path()
              + " at "
              + places.socket()
              + daemon.tcp().map(tcp -> " and http:/" + tcp).orElse(""));
      daemon.run();
    }
    return ExitCode.DONE;
  }

  /// What happens is of the weight `info`.
  private Runnable eventLog(Daemon daemon, Optional<ProvisrSettings> foreign) {
    boolean quiet =
        foreign.map(ProvisrSettings::logLevel).orElse(LogLevel.INFO).compareTo(LogLevel.INFO) > 0;
    return quiet ? () -> {} : new EventLog(daemon.engine().feed(), err);
  }

  private int up(DaemonCommand.Up command) throws Refusal, IOException {
    Places places = Places.of(command.options(), env);
    Optional<ConfigurationFile> file = read(command.config(), command.dialect(), places);
    if (file.isEmpty()) {
      return ExitCode.REFUSED;
    }
    boolean colour = !command.options().noColour() && Screen.ofOutput(env).showsColour();
    Daemon daemon = Daemon.open(places, file.get());
    Foreground foreground = new Foreground(daemon.engine(), err);
    Thread screen = show(places.socket(), colour);
    try (daemon;
        FeedWatch _ = FeedWatch.start(daemon.engine(), foreground)) {
      daemon.run();
    }
    try {
      screen.join(FAREWELL);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    return foreground.failed() ? ExitCode.REFUSED : ExitCode.DONE;
  }

  /// The screen sees the daemon as any client does.
  private Thread show(Path socket, boolean colour) throws Refusal {
    TendClient client = new TendClient(new Endpoint.Socket(socket), Optional.empty());
    return switch (UpScreen.open(client, out, colour)) {
      case Outcome.Done<UpScreen>(UpScreen screen) ->
          Thread.ofPlatform().name("tend-screen").daemon().start(screen);
      case Outcome.Failed<UpScreen>(var failure) -> throw new Refusal(failure.sentence());
    };
  }

  /// The configuration; empty if it has mistakes, which were printed.
  private Optional<ConfigurationFile> read(
      Optional<Path> named, Optional<String> dialect, Places places) throws Refusal {
    Path path = named.orElseGet(() -> Directories.current(env).configurationFile());
    return ConfigurationFile.open(
        path,
        dialect(dialect),
        env,
        Registrations.in(places.registered()),
        new Fallback(places.state()),
        err);
  }

  private static Optional<Dialect> dialect(Optional<String> word) throws Refusal {
    Optional<Dialect> dialect = word.flatMap(Dialect::named);
    if (word.isPresent() && dialect.isEmpty()) {
      throw new Refusal(
          "there is no dialect '"
              + word.get()
              + "'; there are "
              + String.join(", ", Dialect.words()));
    }
    return dialect;
  }
}
