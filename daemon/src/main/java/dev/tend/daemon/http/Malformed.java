package dev.tend.daemon.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/// The answer to bytes that are no HTTP request.
final class Malformed {

  private Malformed() {}

  static Response response(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> Response.failure(414, "the URL is too long", "");
      case TooLongHttpHeaderException _ -> Response.failure(431, "the headers are too long", "");
      default -> Response.failure(400, "this is no HTTP/1.1 request", "");
    };
  }
}
