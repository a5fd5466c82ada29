package dev.tend.config;

import dev.tend.config.syntax.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The ways to write a configuration that can be read.
public enum Dialect {
  /// Tend's own.
  NATIVE,
  /// That of provisr: its main file with what is in its programs directory, or one program's file.
  PROVISR;

  /// Tables that no other dialect has.
  private static final Set<String> OF_NATIVE =
      Set.of("service", "job", "cron", "group", "defaults", "include");

  private static final Set<String> OF_PROVISR =
      Set.of(
          "processes",
          "programs_directory",
          "pid_dir",
          "use_os_env",
          "env_files",
          "groups",
          "log",
          "history",
          "metrics",
          "auth",
          "type",
          "spec");

  private static final Set<String> OF_PROVISRS_SERVER =
      Set.of("enabled", "base_path", "pidfile", "logfile", "tls", "auth");

  private static final Set<String> OF_PROVISRS_DAEMON = Set.of("pid_file", "log_file");

  /// The dialect of that name, as [#word] has it.
  public static Optional<Dialect> named(String word) {
    return Arrays.stream(values()).filter(dialect -> dialect.word().equals(word)).findFirst();
  }

  /// The names of all.
  public static List<String> words() {
    return Arrays.stream(values()).map(Dialect::word).toList();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// By what stands in the file. Where nothing tells, it is native.
  static Dialect of(Node.Table root) {
    Set<String> names = root.entries().keySet();
    if (names.stream().anyMatch(OF_NATIVE::contains)) {
      return NATIVE;
    }
    boolean foreign =
        names.stream().anyMatch(OF_PROVISR::contains)
            || root.find("env").filter(Node.Items.class::isInstance).isPresent()
            || has(root, "server", OF_PROVISRS_SERVER)
            || has(root, "daemon", OF_PROVISRS_DAEMON);
    return foreign ? PROVISR : NATIVE;
  }

  private static boolean has(Node.Table root, String name, Set<String> keys) {
    return root.find(name).filter(Node.Table.class::isInstance).map(Node.Table.class::cast).stream()
        .anyMatch(table -> table.entries().keySet().stream().anyMatch(keys::contains));
  }
}
