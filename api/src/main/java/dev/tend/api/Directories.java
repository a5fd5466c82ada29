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
