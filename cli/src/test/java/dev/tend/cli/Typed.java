package dev.tend.cli;

import dev.tend.cli.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command as it was typed, and what came of it.
record Typed(int code, String out, String err) {

  /// Runs `tend`, three minutes and twelve seconds after all that is canned happened.
  static Typed tend(Map<String, String> env, String... args) {
    return tend(Screen.NONE, env, args);
  }

  /// Against this daemon.
  static Typed tend(CannedDaemon daemon, String... args) {
    return tend(Map.of("TEND_SOCKET", daemon.socket().toString()), args);
  }

  /// On a terminal that is so wide.
  static Typed onTerminal(CannedDaemon daemon, int columns, String... args) {
    Map<String, String> env = new HashMap<>();
    env.put("TEND_SOCKET", daemon.socket().toString());
    env.put("COLUMNS", Integer.toString(columns));
    return tend(new Screen(Optional.of(Path.of("/dev/pts/none")), env), env, args);
  }

  private static Typed tend(Screen screen, Map<String, String> env, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            screen,
            screen,
            Clock.fixed(Instant.parse(Wire.NOW), ZoneOffset.UTC));
    int code = Main.run(List.of(args), env, console);
    console.out().flush();
    return new Typed(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
