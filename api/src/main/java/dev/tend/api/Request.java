package dev.tend.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// One request as it goes over the wire. What is asked stands in the target, what is handed over in
/// the body.
///
/// @param method `GET`, `POST` or `DELETE`
/// @param accept the type of the answer that is wanted
/// @param token what is shown to a daemon that asks for one
/// @param lastEventId where a stream of events is resumed
/// @param body JSON
record Request(
    String method,
    Target target,
    String accept,
    Optional<String> token,
    Optional<String> lastEventId,
    Optional<String> body) {

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
    byte[] content = body.orElse("").getBytes(StandardCharsets.UTF_8);
    if (body.isPresent()) {
      line(head, "Content-Type", JSON);
    }
    if (!method.equals("GET")) {
      line(head, "Content-Length", Integer.toString(content.length));
    }
    token.ifPresent(text -> line(head, "Authorization", "Bearer " + text));
    lastEventId.ifPresent(text -> line(head, "Last-Event-ID", text));
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(start, start.length + content.length);
    System.arraycopy(content, 0, all, start.length, content.length);
    return all;
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
