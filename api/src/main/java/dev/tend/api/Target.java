package dev.tend.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The path and query of a request, percent-encoded.
record Target(String text) {

  /// A path of these segments below the root.
  static Target of(String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      path.append('/').append(encode(segment));
    }
    return new Target(path.toString());
  }

  /// With one more parameter in the query.
  Target with(String name, String value) {
    char separator = text.indexOf('?') < 0 ? '?' : '&';
    return new Target(text + separator + encode(name) + '=' + encode(value));
  }

  /// The encoder is one for forms, where a blank is a plus; in a path it has to be `%20`.
  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
