package dev.tend.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;

/// Where a daemon listens.
public sealed interface Endpoint {

  /// The port of plain HTTP.
  int DEFAULT_PORT = 80;

  /// What goes into the `Host` header.
  String host();

  /// What stands before every path, empty or `/like/this`.
  String base();

  /// For a message to a person.
  String text();

  /// A unix socket.
  record Socket(Path path) implements Endpoint {
    @Override
    public String host() {
      return "tend";
    }

    @Override
    public String base() {
      return "";
    }

    @Override
    public String text() {
      return path.toString();
    }
  }

  /// A TCP port.
  record Tcp(String name, int port, String base) implements Endpoint {
    @Override
    public String host() {
      return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }

    @Override
    public String text() {
      return "http://" + host() + base;
    }
  }

  /// Reads `http://host:port`, with a path behind it where the API is mounted on one.
  ///
  /// @throws IllegalArgumentException with a sentence for the operator
  static Endpoint ofUrl(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("'" + text + "' is no URL", malformed);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") || uri.getHost() == null) {
      throw new IllegalArgumentException("'" + text + "' is no URL of the form http://host:port");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "'" + text + "' has more than scheme, host, port and path");
    }
    String name = uri.getHost().replaceAll("[\\[\\]]", "");
    int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return new Tcp(name, port, path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }
}
