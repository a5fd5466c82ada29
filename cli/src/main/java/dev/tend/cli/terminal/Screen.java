package dev.tend.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What is behind a stream that a person may be reading: a terminal, or something else.
///
/// @param device the terminal's device; empty where it is a file, a pipe or nothing
/// @param env the environment, for `COLUMNS`, `NO_COLOR` and `TERM`
public record Screen(Optional<Path> device, Map<String, String> env) {

  /// Every terminal has these many columns; only for what is wider the real number is found out,
  /// which costs a process.
  private static final int COLUMNS_ALWAYS = 80;

  /// `stty` answers at once, or the terminal hangs.
  private static final long ASKING_SECONDS = 1;

  public static final Screen NONE = new Screen(Optional.empty(), Map.of());

  public Screen {
    env = Map.copyOf(env);
  }

  /// Of standard output.
  public static Screen ofOutput(Map<String, String> env) {
    return ofDescriptor(1, env);
  }

  /// Of standard error.
  public static Screen ofError(Map<String, String> env) {
    return ofDescriptor(2, env);
  }

  private static Screen ofDescriptor(int descriptor, Map<String, String> env) {
    try {
      Path device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      boolean terminal =
          device.startsWith("/dev/pts")
              || device.toString().startsWith("/dev/tty")
              || device.equals(Path.of("/dev/console"));
      return new Screen(terminal ? Optional.of(device) : Optional.empty(), env);
    } catch (IOException closed) {
      return new Screen(Optional.empty(), env);
    }
  }

  public boolean isTerminal() {
    return device.isPresent();
  }

  /// Whether colours are welcome (no-color.org).
  public boolean showsColour() {
    return isTerminal()
        && env.getOrDefault("NO_COLOR", "").isEmpty()
        && !env.getOrDefault("TERM", "").equals("dumb");
  }

  /// How much of a line that is `wanted` columns wide can be seen.
  int roomFor(int wanted) {
    if (wanted <= COLUMNS_ALWAYS || device.isEmpty()) {
      return wanted;
    }
    String given = env.getOrDefault("COLUMNS", "");
    int columns = isNumber(given) ? Integer.parseInt(given) : ask(device.get());
    return Math.min(wanted, columns);
  }

  private static int ask(Path device) {
    try {
      Process stty = new ProcessBuilder("stty", "-F", device.toString(), "size").start();
      if (!stty.waitFor(ASKING_SECONDS, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return COLUMNS_ALWAYS;
      }
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      String columns = answer.substring(answer.indexOf(' ') + 1).strip();
      return isNumber(columns) ? Integer.parseInt(columns) : COLUMNS_ALWAYS;
    } catch (IOException noSuchProgram) {
      return COLUMNS_ALWAYS;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return COLUMNS_ALWAYS;
    }
  }

  private static boolean isNumber(String text) {
    return text.length() > 1
        && text.length() < 6
        && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }
}
