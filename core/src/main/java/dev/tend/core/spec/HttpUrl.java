package dev.tend.core.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An `http` or `https` address in the parts that a request needs.
///
/// @param authority what goes into the `Host` header: the host, and the port where it is written
/// @param target the path with its query, at least `/`
public record HttpUrl(boolean tls, Endpoint.Port server, String authority, String target) {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /// Neither a user nor a fragment has a place in a probe; blanks and control characters would end
  /// the request line.
  private static final Pattern URL =
      Pattern.compile("(https?)://([!-~&&[^/?#@]]+)(/[!-~&&[^#]]*)?(\\?[!-~&&[^#]]*)?");

  private static final Pattern WITH_PORT = Pattern.compile(".*:\\d{1,5}");

  /// Reads `http://host:port/path?query`; empty when it is nothing like it.
  public static Optional<HttpUrl> parse(String text) {
    Matcher matcher = URL.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean tls = matcher.group(1).equals("https");
    String authority = matcher.group(2);
    String path = matcher.group(3) == null ? "/" : matcher.group(3);
    String query = matcher.group(4) == null ? "" : matcher.group(4);
    String address =
        WITH_PORT.matcher(authority).matches() ? authority : authority + ":" + (tls ? HTTPS : HTTP);
    return Endpoint.parse(address)
        .filter(Endpoint.Port.class::isInstance)
        .map(server -> new HttpUrl(tls, (Endpoint.Port) server, authority, path + query));
  }
}
