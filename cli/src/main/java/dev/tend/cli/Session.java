package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.TendClient;
import dev.tend.cli.terminal.Palette;
import dev.tend.cli.terminal.Screen;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One call of the command: its options, its daemon, and where it prints.
record Session(GlobalOptions options, Map<String, String> env, Console console, TendClient client) {

  static Session of(GlobalOptions options, Map<String, String> env, Console console) {
    return new Session(
        options, env, console, new TendClient(options.endpoint(env), options.token()));
  }

  boolean json() {
    return options.json();
  }

  PrintStream out() {
    return console.out();
  }

  PrintStream err() {
    return console.err();
  }

  Instant now() {
    return console.clock().instant();
  }

  Palette palette() {
    return new Palette(!options.noColour() && console.screen().showsColour());
  }

  Screen screen() {
    return console.screen();
  }

  WireTime time() {
    return new WireTime(console.clock());
  }

  <T> void printJson(Class<T> type, T value) {
    out().println(client.codec().write(type, value));
  }

  <T> void printJson(Class<T> type, List<T> values) {
    out().println(client.codec().writeList(type, values));
  }

  /// Says why a call came to nothing.
  ///
  /// @return the exit code for that
  int fail(Failure failure) {
    return switch (failure) {
      case Failure.NoDaemon _ -> {
        err().println("tend: " + failure.sentence() + "; start one with 'tend up' or 'tend serve'");
        yield ExitCode.NO_DAEMON;
      }
      case Failure.Refused(_, var body) -> {
        err().println("tend: " + body.error());
        body.problems().forEach(problem -> err().println("  " + problem));
        if (!body.hint().isEmpty()) {
          err().println(body.hint());
        }
        yield ExitCode.REFUSED;
      }
      case Failure.Broken _ -> {
        err().println("tend: " + failure.sentence());
        yield ExitCode.REFUSED;
      }
    };
  }
}
