package dev.tend.scenarios.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How the programs under test are started: with production's flags and modules, straight from the
/// build, since a test that built them first would take minutes.
final class Programs {

  private static final Path ROOT = Path.of(property("tend.root"));
  private static final String MODULE_PATH = property("tend.module.path");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /// The verbs that `./tend` gives to the daemon's program.
  private static final Set<String> OF_DAEMON =
      Set.of(
          "serve",
          "up",
          "check",
          "register",
          "register-file",
          "unregister",
          "forecast",
          "cron explain");

  private Programs() {}

  /// The command line of `tend VERB …`; an option with a value stands behind the verb.
  static List<String> tend(List<String> words) {
    List<String> line = new ArrayList<>(java());
    if (OF_DAEMON.contains(verb(words))) {
      line.addAll(DaemonCache.options());
      line.addAll(daemon(words));
    } else {
      line.addAll(CommandCache.options());
      line.addAll(command(words));
    }
    return line;
  }

  /// The JVM with the flags of every Tend program.
  static List<String> java() {
    return List.of(JAVA.toString(), "@" + ROOT.resolve("build/jvm.options"));
  }

  /// Whether the modules are jars, as they ship, and not exploded classes, as an IDE has them: only
  /// those can be cached.
  static boolean arePacked() {
    return Files.isRegularFile(Path.of(MODULE_PATH.split(":", 2)[0]));
  }

  /// What a JVM is told to become the daemon.
  static List<String> daemon(List<String> words) {
    List<String> line = new ArrayList<>(List.of("@" + ROOT.resolve("build/daemon.options")));
    line.addAll(program("dev.tend.daemon/dev.tend.daemon.Main", words));
    return line;
  }

  /// What a JVM is told to become the command.
  static List<String> command(List<String> words) {
    return program("dev.tend.cli/dev.tend.cli.Main", words);
  }

  private static List<String> program(String main, List<String> words) {
    List<String> line = new ArrayList<>(List.of("--module-path", MODULE_PATH, "--module", main));
    line.addAll(words);
    return line;
  }

  private static String verb(List<String> words) {
    List<String> plain = words.stream().filter(word -> !word.startsWith("-")).limit(2).toList();
    return plain.isEmpty() || OF_DAEMON.contains(String.join(" ", plain))
        ? String.join(" ", plain)
        : plain.getFirst();
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set: run this test through Maven");
    }
    return value;
  }
}
