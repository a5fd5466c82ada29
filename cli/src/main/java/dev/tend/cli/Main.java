package dev.tend.cli;

import dev.tend.cli.terminal.Screen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// The command.
public final class Main {

  private final Map<String, String> env;
  private final Console console;

  private Main(Map<String, String> env, Console console) {
    this.env = env;
    this.console = console;
  }

  public static void main(String[] args) {
    Map<String, String> env = System.getenv();
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    Console console =
        new Console(
            out,
            err,
            Screen.ofOutput(env),
            Screen.ofError(env),
            Clock.system(ZoneId.systemDefault()));
    int code = run(List.of(args), env, console);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /// Text is UTF-8 whatever the locale says, as names in configurations are.
  private static PrintStream stream(FileDescriptor descriptor) {
    boolean flushLines = descriptor == FileDescriptor.err;
    return new PrintStream(new FileOutputStream(descriptor), flushLines, StandardCharsets.UTF_8);
  }

  /// Runs the command without a terminal.
  ///
  /// @return the exit code
  public static int run(
      List<String> args, Map<String, String> env, PrintStream out, PrintStream err) {
    return run(args, env, Console.plain(out, err));
  }

  static int run(List<String> args, Map<String, String> env, Console console) {
    try {
      return new Main(env, console).run(Words.of(args));
    } catch (WrongUsage wrong) {
      return complain(wrong, console.err());
    }
  }

  static int complain(WrongUsage wrong, PrintStream err) {
    err.println("tend: " + wrong.sentence());
    if (!wrong.hint().isEmpty()) {
      err.println(wrong.hint());
    }
    return ExitCode.WRONG_USAGE;
  }

  private int run(Words words) {
    Optional<Verb> verb = words.verb().map(Verbs::require);
    ParseResult parsed = new Grammar(verb.orElseGet(HelpVerb::new)).parse(words.rest());
    if (parsed.hasMatchedOption("--help")) {
      HelpText help = new HelpText(console.out());
      verb.ifPresentOrElse(help::print, help::printAll);
      return ExitCode.DONE;
    }
    boolean version = parsed.hasMatchedOption("--version");
    if (verb.isEmpty() && !version) {
      new HelpText(console.err()).printAll();
      return ExitCode.WRONG_USAGE;
    }
    Session session = Session.of(GlobalOptions.of(parsed, env), env, console);
    Verb wanted = version ? new VersionVerb() : verb.orElseThrow();
    return wanted.run(new Invocation(parsed, session));
  }
}
