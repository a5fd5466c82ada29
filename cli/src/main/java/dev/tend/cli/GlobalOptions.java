package dev.tend.cli;

import dev.tend.api.Directories;
import dev.tend.api.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that every verb takes, with what the environment says in their place.
///
/// @param socket the daemon's unix socket
/// @param url where to reach the daemon instead
/// @param token what is shown to a daemon that asks for one
/// @param json whether to print for programs
/// @param noColour whether colours were declined by option
public record GlobalOptions(
    Optional<Path> socket,
    Optional<String> url,
    Optional<String> token,
    boolean json,
    boolean noColour) {

  /// Those with a value behind them, which matters where they stand before the verb.
  static final List<String> WITH_VALUE = List.of("--socket", "--url", "--token");

  static List<OptionSpec> specs() {
    return List.of(
        Grammar.option("PATH", "Use the daemon behind this unix socket (TEND_SOCKET)", "--socket"),
        Grammar.option("URL", "Use the daemon at http://host:port (TEND_URL)", "--url"),
        Grammar.option("TOKEN", "Show this token to the daemon (TEND_TOKEN)", "--token"),
        Grammar.flag("Print JSON, in the shapes of the API", "--json"),
        Grammar.flag("Print without colours (NO_COLOR)", "--no-color"),
        help(),
        version());
  }

  /// Both are answered instead of the verb, so that the verb's parameters may be missing.
  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Print help for the verb")
        .build();
  }

  private static OptionSpec version() {
    return OptionSpec.builder("--version")
        .versionHelp(true)
        .description("Print the version of Tend")
        .build();
  }

  /// What was given on the command line, and in the environment where it was not.
  static GlobalOptions of(ParseResult parsed, Map<String, String> env) {
    Optional<String> socket = given(parsed, "--socket");
    Optional<String> url = given(parsed, "--url");
    if (socket.isPresent() && url.isPresent()) {
      throw new WrongUsage("--socket and --url exclude each other", "");
    }
    boolean placed = socket.isPresent() || url.isPresent();
    return new GlobalOptions(
        (placed ? socket : variable(env, "TEND_SOCKET")).map(Path::of),
        placed ? url : variable(env, "TEND_URL"),
        given(parsed, "--token").or(() -> variable(env, "TEND_TOKEN")),
        parsed.hasMatchedOption("--json"),
        parsed.hasMatchedOption("--no-color"));
  }

  private static Optional<String> given(ParseResult parsed, String name) {
    return Optional.ofNullable(parsed.<String>matchedOptionValue(name, null));
  }

  private static Optional<String> variable(Map<String, String> env, String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isEmpty());
  }

  /// Where the daemon is: the socket wins over the URL where the environment names both.
  public Endpoint endpoint(Map<String, String> env) {
    if (socket.isPresent()) {
      return new Endpoint.Socket(socket.get());
    }
    if (url.isEmpty()) {
      return new Endpoint.Socket(Directories.current(env).socket());
    }
    try {
      return Endpoint.ofUrl(url.get());
    } catch (IllegalArgumentException malformed) {
      throw new WrongUsage(String.valueOf(malformed.getMessage()), "");
    }
  }
}
