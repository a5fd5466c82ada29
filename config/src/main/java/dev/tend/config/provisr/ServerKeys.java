package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TextForm;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.nativeform.PathForm;
import dev.tend.config.syntax.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The keys of `[server]`, those of earlier versions too.
final class ServerKeys {

  static final Key<Boolean> ENABLED =
      Key.standard("enabled", new TruthForm(), true, "Whether it listens on TCP at all.");

  static final Key<String> LISTEN =
      Key.optional(
          "listen",
          new ListenAnywhereForm(),
          "no TCP",
          "`[server] listen`. Without a host (`:8080`) it is 127.0.0.1, and that is said.");

  static final Key<String> BASE_PATH =
      Key.standard(
          "base_path", new TextForm(), "", "What the paths of provisr's API begin with: `/api`.");

  static final Key<Path> PIDFILE =
      Key.optional("pidfile", new PathForm(), "none", "The same as `[daemon] pid_file`.");

  static final Key<Path> LOGFILE =
      Key.optional("logfile", new PathForm(), "none", "The same as `[daemon] log_file`.");

  private static final Key<Node> TLS_MIN_VERSION = unused("tls_min_version");
  private static final Key<Node> TLS_MAX_VERSION = unused("tls_max_version");

  /// Of `tls` and of `auth`: off, they say nothing.
  static final Key<Placed<Boolean>> ON =
      Key.optional(
          "enabled",
          new Placed.In<>(new TruthForm()),
          "`false`",
          "`true`: not there yet; it is said, and nothing listens on TCP.");

  static final Key<Fields> TLS =
      Key.optional(
          "tls",
          switched(
              "cert_file",
              "key_file",
              "dir",
              "auto_generate",
              "min_version",
              "max_version",
              "auto_gen"),
          "off",
          "HTTPS.");

  static final Shape AUTH_SHAPE = switched("jwt_secret", "token_ttl", "bcrypt_cost", "store");

  static final Key<Fields> AUTH = Key.optional("auth", AUTH_SHAPE, "off", "Who may do what.");

  static final Shape SHAPE =
      Shape.of(
          ENABLED,
          LISTEN,
          BASE_PATH,
          PIDFILE,
          LOGFILE,
          TLS,
          AUTH,
          TLS_MIN_VERSION,
          TLS_MAX_VERSION);

  private ServerKeys() {}

  /// A table with a switch, whose other keys have no meaning while it is off.
  private static Shape switched(String... others) {
    List<Key<?>> keys = new ArrayList<>();
    keys.add(ON);
    for (String other : others) {
      keys.add(unused(other));
    }
    return Shape.of(keys.toArray(Key<?>[]::new));
  }

  static Key<Node> unused(String name) {
    return Key.optional(name, new AnyForm(), "none", "Known, and of no effect yet.");
  }
}
