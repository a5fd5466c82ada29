package dev.tend.daemon.http;

import java.util.Optional;
import java.util.regex.Pattern;

/// Keeps web pages off the loopback port: a browser on this machine carries out what pages of
/// strangers tell it, and to us it comes from `127.0.0.1` like anybody.
///
/// A page that had its own name rebound to 127.0.0.1 gives itself away by its `Host`, one that
/// sends a request across origins by its `Origin`.
final class LoopbackRule {

  private static final Pattern LOOPBACK =
      Pattern.compile(
          "(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?",
          Pattern.CASE_INSENSITIVE);

  /// Why this call is refused, if it is.
  Optional<Response> objection(Call call) {
    return switch (call.peer()) {
      case Peer.User _ -> Optional.empty();
      case Peer.Loopback _ -> judge(call.header("host").orElse(""), call.header("origin"));
    };
  }

  private static Optional<Response> judge(String host, Optional<String> origin) {
    if (!LOOPBACK.matcher(host).matches()) {
      return Optional.of(
          Response.failure(
              403,
              "the Host header '" + host + "' does not name this machine",
              "Use localhost or 127.0.0.1 in the URL."));
    }
    if (origin.isPresent() && !origin.get().equalsIgnoreCase("http://" + host)) {
      return Optional.of(
          Response.failure(403, "a page of " + origin.get() + " may not command this daemon", ""));
    }
    return Optional.empty();
  }
}
