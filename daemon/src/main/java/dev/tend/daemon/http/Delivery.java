package dev.tend.daemon.http;

import dev.tend.api.Codec;
import dev.tend.api.ErrorBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Responses as Netty writes them.
final class Delivery {

  /// What is answered when no request could be read.
  static final HttpRequest NO_REQUEST =
      new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");

  private static final String JSON = "application/json";

  private Delivery() {}

  static FullHttpResponse message(
      HttpRequest request, Response response, boolean stays, Codec codec) {
    return switch (response) {
      case Response.Json(int status, String text) -> document(request, status, JSON, text, stays);
      case Response.Text(int status, String text) ->
          document(request, status, "text/plain; charset=utf-8", text, stays);
      case Response.Document(int status, String mediaType, String text) ->
          document(request, status, mediaType, text, stays);
      case Response.Failure(int status, ErrorBody body, Optional<String> allow) -> {
        FullHttpResponse message =
            document(request, status, JSON, codec.write(ErrorBody.class, body), stays);
        allow.ifPresent(methods -> message.headers().set(HttpHeaderNames.ALLOW, methods));
        yield message;
      }
      case Response.Stream _, Response.Later _ ->
          throw new IllegalArgumentException("not a document: " + response);
    };
  }

  private static FullHttpResponse document(
      HttpRequest request, int status, String type, String text, boolean stays) {
    ByteBuf content = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    int length = content.readableBytes();
    // To HEAD the same is answered as to GET, without the content (RFC 9110, 9.3.2).
    boolean bare = request.method().equals(HttpMethod.HEAD);
    FullHttpResponse message =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            bare ? Unpooled.EMPTY_BUFFER : content);
    describe(message, type);
    HttpUtil.setContentLength(message, length);
    HttpUtil.setKeepAlive(message.headers(), request.protocolVersion(), stays);
    return message;
  }

  /// The head of a stream, which ends with its connection.
  static HttpResponse streamHead(HttpRequest request) {
    HttpResponse message = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    describe(message, "text/event-stream");
    HttpUtil.setTransferEncodingChunked(
        message, request.protocolVersion().equals(HttpVersion.HTTP_1_1));
    HttpUtil.setKeepAlive(message.headers(), request.protocolVersion(), false);
    return message;
  }

  private static void describe(HttpResponse message, String type) {
    message
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set("x-content-type-options", "nosniff");
  }

  static FullHttpResponse goOn() {
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
  }
}
