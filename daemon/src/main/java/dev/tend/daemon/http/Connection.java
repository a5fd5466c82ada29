package dev.tend.daemon.http;

import dev.tend.api.Codec;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;

/// One client's connection: reads a request, has it answered, and only then reads the next one, so
/// that pipelined requests are answered in their order and none piles up. Runs on the event loop.
final class Connection extends SimpleChannelInboundHandler<HttpObject> {

  private static final Logger LOG = System.getLogger("dev.tend.daemon.http");

  private final Line line;
  private final Function<Call, Response> site;
  private final House house;
  private final Codec codec;
  private final CallReader calls = new CallReader();
  private final LoopbackRule rule = new LoopbackRule();
  private final Failures failures = new Failures();
  private Phase phase = new Phase.Listening();

  Connection(Line line, Function<Call, Response> site, House house, Codec codec) {
    this.line = line;
    this.site = site;
    this.house = house;
    this.codec = codec;
  }

  /// What the connection is about.
  private sealed interface Phase {
    /// Nothing of the next request has been read.
    record Listening() implements Phase {}

    record Reading(HttpRequest head, ByteArrayOutputStream body) implements Phase {}

    record Answering() implements Phase {}

    /// @param life the beat that shows the client that the stream lives
    record Streaming(Follower follower, Future<?> life) implements Phase {}

    /// The last answer is out; what still comes in is dropped.
    record Leaving() implements Phase {}
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (house.enter()) {
      listen();
    } else {
      refuse(503, "there are too many connections", "Try again when some have closed.");
    }
  }

  private void listen() {
    if (phase instanceof Phase.Leaving) {
      return;
    }
    phase = new Phase.Listening();
    line.hurry(house.limits().request(), () -> refuse(408, "no complete request came in time", ""));
    line.read();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
    switch (phase) {
      case Phase.Leaving _ -> {}
      // A stream ends with its connection: there is no answering what comes behind it.
      case Phase.Streaming _ -> line.close();
      case Phase.Listening _, Phase.Reading _, Phase.Answering _ -> {
        if (message.decoderResult().isFailure()) {
          leave(Malformed.response(message.decoderResult().cause()));
        } else {
          take(message);
        }
      }
    }
  }

  /// What came may have been too little to make a message.
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    switch (phase) {
      case Phase.Listening _, Phase.Reading _ -> line.read();
      case Phase.Answering _, Phase.Streaming _, Phase.Leaving _ -> {}
    }
  }

  private void take(HttpObject message) {
    if (message instanceof HttpRequest head) {
      begin(head);
    }
    if (message instanceof HttpContent content && phase instanceof Phase.Reading reading) {
      collect(reading, content);
    }
  }

  private void begin(HttpRequest head) {
    if (HttpUtil.getContentLength(head, 0L) > house.limits().bodyBytes()) {
      refuseLargeBody();
      return;
    }
    phase = new Phase.Reading(head, new ByteArrayOutputStream(0));
    if (HttpUtil.is100ContinueExpected(head)) {
      line.send(Delivery.goOn());
    }
    line.read();
  }

  private void collect(Phase.Reading reading, HttpContent content) {
    byte[] bytes = ByteBufUtil.getBytes(content.content());
    if (reading.body.size() + bytes.length > house.limits().bodyBytes()) {
      refuseLargeBody();
    } else if (!house.reserve(bytes.length)) {
      refuse(503, "too many large requests are coming in at once", "Try again.");
    } else {
      reading.body.writeBytes(bytes);
      if (content instanceof LastHttpContent) {
        endPhase();
        phase = new Phase.Answering();
        deliver(reading.head, answer(reading.head, reading.body.toString(StandardCharsets.UTF_8)));
      } else {
        line.read();
      }
    }
  }

  private Response answer(HttpRequest head, String body) {
    try {
      Optional<Call> call = calls.read(line.channel(), head, body);
      return call.isEmpty()
          ? Response.failure(400, "the URL has a broken % escape", "")
          : rule.objection(call.get()).orElseGet(() -> site.apply(call.get()));
    } catch (Exception broken) {
      return failures.report(title(head), broken);
    }
  }

  private void deliver(HttpRequest head, Response response) {
    if (phase instanceof Phase.Leaving) {
      return;
    }
    switch (response) {
      case Response.Later(var stage) ->
          stage.whenComplete((answer, broken) ->
              line.soon(() ->
                  deliver(head, broken == null ? answer : failures.report(title(head), broken))));
      case Response.Stream(Feeder feeder) -> stream(head, feeder);
      case Response.Json _, Response.Text _, Response.Document _, Response.Failure _ -> {
        boolean stays = HttpUtil.isKeepAlive(head);
        Runnable next = stays ? this::listen : line::close;
        // Soon and not now, or a thousand pipelined requests would be a thousand nested calls.
        line.answer(head, response, stays, () -> line.soon(next));
      }
    }
  }

  private void stream(HttpRequest head, Feeder feeder) {
    if (!house.hasRoomForFollower()) {
      deliver(head, Response.failure(503, "there are too many streams", "Try again later."));
      return;
    }
    line.send(Delivery.streamHead(head));
    Follower follower = new Follower(line.channel(), title(head), feeder, house, failures, codec);
    phase =
        new Phase.Streaming(follower, line.every(house.limits().keepAlive(), follower::showLife));
    house.follows(follower);
    follower.start();
    // Nothing is expected, but only a channel that is read from notices that its client leaves.
    line.read();
  }

  private void refuseLargeBody() {
    refuse(413, "the body is larger than " + house.limits().bodyBytes() + " bytes", "");
  }

  private void refuse(int status, String sentence, String hint) {
    leave(Response.failure(status, sentence, hint));
  }

  private void leave(Response lastAnswer) {
    endPhase();
    phase = new Phase.Leaving();
    line.part(lastAnswer);
  }

  private void endPhase() {
    line.relax();
    switch (phase) {
      case Phase.Reading(_, ByteArrayOutputStream body) -> house.release(body.size());
      case Phase.Streaming(Follower follower, Future<?> life) -> {
        life.cancel(false);
        follower.clientLeft();
        house.ended(follower);
      }
      case Phase.Listening _, Phase.Answering _, Phase.Leaving _ -> {}
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (phase instanceof Phase.Streaming(Follower follower, _)) {
      follower.writabilityChanged();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    endPhase();
    phase = new Phase.Leaving();
    house.leave();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // That a client goes away in the middle is its own affair.
    if (!(cause instanceof IOException)) {
      LOG.log(Level.ERROR, "connection failed", cause);
    }
    line.close();
  }

  private static String title(HttpRequest head) {
    return head.method() + " " + head.uri();
  }
}
