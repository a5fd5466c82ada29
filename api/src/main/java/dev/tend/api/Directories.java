package dev.tend.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where Tend keeps its files: the system's places for root, the user's own for anybody else.
///
/// @param config the folder of `tend.toml` and `conf.d/`
/// @param runtime the folder of the socket and of what is lost with a reboot
/// @param state the folder of what outlives a reboot
/// @param log the folder of the output of units
public record Directories(Path config, Path runtime, Path state, Path log) {

  private static final Directories OF_ROOT =
      new Directories(
          Path.of("/etc/tend"),
          Path.of("/run/tend"),
          Path.of("/var/lib/tend"),
          Path.of("/var/log/tend"));

  /// Where the daemon of this process's user keeps its files: where its service manager says
  /// (`RUNTIME_DIRECTORY` and the like of systemd.exec(5), the first of each), else in [#current].
  /// Clients do not ask this: inside a service of another kind these variables are that service's.
  public static Directories ofDaemon(Map<String, String> env) {
    Directories usual = current(env);
    return new Directories(
        given(env.get("CONFIGURATION_DIRECTORY"), usual.config),
        given(env.get("RUNTIME_DIRECTORY"), usual.runtime),
        given(env.get("STATE_DIRECTORY"), usual.state),
        given(env.get("LOGS_DIRECTORY"), usual.log));
  }

  /// The directories of the user of this process.
  ///
  /// @param env the environment, for `HOME` and the XDG variables
  public static Directories current(Map<String, String> env) {
    return of(uid(), env);
  }

  /// The directories of a user. The XDG variables count only where they are absolute, as their
  /// specification says.
  public static Directories of(int uid, Map<String, String> env) {
    if (uid == 0) {
      return OF_ROOT;
    }
    Path temporary = Path.of("/tmp/tend-" + uid);
    Path home = absolute(env.get("HOME"), temporary);
    Path state = absolute(env.get("XDG_STATE_HOME"), home.resolve(".local/state")).resolve("tend");
    Path config = absolute(env.get("XDG_CONFIG_HOME"), home.resolve(".config")).resolve("tend");
    String session = env.get("XDG_RUNTIME_DIR");
    Path runtime =
        session != null && session.startsWith("/") ? Path.of(session, "tend") : temporary;
    return new Directories(config, runtime, state, state.resolve("log"));
  }

  /// The native configuration that is taken where none is named.
  public Path configurationFile() {
    return config.resolve("tend.toml");
  }

  /// The socket that is taken where none is named.
  public Path socket() {
    return runtime.resolve("tend.sock");
  }

  private static Path given(@Nullable String list, Path otherwise) {
    int end = list == null ? -1 : list.indexOf(':');
    return absolute(list != null && end >= 0 ? list.substring(0, end) : list, otherwise);
  }

  private static Path absolute(@Nullable String value, Path otherwise) {
    return value != null && value.startsWith("/") ? Path.of(value) : otherwise;
  }

  /// Java has no call for the user's number, but the kernel gives every process folder to its user.
  private static int uid() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException unreadable) {
      throw new UncheckedIOException("/proc is needed and cannot be read", unreadable);
    }
  }
}
