package dev.tend.core.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where something listens.
public sealed interface Endpoint {

  /// A port of a host.
  ///
  /// @param host a name or an address, an IPv6 one without brackets
  record Port(String host, int port) implements Endpoint {
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /// A unix socket of this machine.
  record Socket(String path) implements Endpoint {
    @Override
    public String toString() {
      return SOCKET + path;
    }
  }

  int PORT_MAX = 65_535;
  String SOCKET = "unix:";
  String LOCAL = "127.0.0.1";
  Pattern PORT = Pattern.compile("(?:(\\[[0-9a-fA-F:.%]+]|[^\\[\\]:/\\s@]+):)?(\\d{1,5})");

  /// Reads `host:port`, `[address]:port`, `port` (of this machine), or `unix:/path`; empty when it
  /// is none of these.
  static Optional<Endpoint> parse(String text) {
    if (text.startsWith(SOCKET)) {
      String path = text.substring(SOCKET.length());
      return path.startsWith("/") ? Optional.of(new Socket(path)) : Optional.empty();
    }
    return port(text).map(Endpoint.class::cast);
  }

  private static Optional<Port> port(String text) {
    Matcher matcher = PORT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? LOCAL : matcher.group(1);
    int port = Integer.parseInt(matcher.group(2));
    boolean bracketed = host.startsWith("[");
    return port < 1 || port > PORT_MAX
        ? Optional.empty()
        : Optional.of(new Port(bracketed ? host.substring(1, host.length() - 1) : host, port));
  }
}
