package dev.tend.api;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One request as it goes over the wire. None has a body: all that is asked stands in the target.
///
/// @param method `GET` or `POST`
/// @param accept the type of the answer that is wanted
/// @param token what is shown to a daemon that asks for one
/// @param lastEventId where a stream of events is resumed
record Request(
    String method,
    Target target,
    String accept,
    Optional<String> token,
    Optional<String> lastEventId) {

  static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream";

  Request {
    token.ifPresent(text -> refuseLineEnds("the token", text));
    lastEventId.ifPresent(text -> refuseLineEnds("the event id", text));
  }

  byte[] bytes(Endpoint endpoint) {
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(endpoint.base()).append(target.text());
    head.append(" HTTP/1.1\r\n");
    line(head, "Host", endpoint.host());
    line(head, "Accept", accept);
    line(head, "Connection", "close");
    if (method.equals("POST")) {
      line(head, "Content-Length", "0");
    }
    token.ifPresent(text -> line(head, "Authorization", "Bearer " + text));
    lastEventId.ifPresent(text -> line(head, "Last-Event-ID", text));
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /// A line end in a header's value would let it write headers of its own.
  private static void refuseLineEnds(String what, String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + " has a control character in it");
    }
  }
}
