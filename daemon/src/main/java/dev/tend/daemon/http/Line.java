package dev.tend.daemon.http;

import dev.tend.api.Codec;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// The way back to one client, and our patience with it: one clock, over a request that is awaited
/// or over an answer that is not taken. Used on the event loop only.
final class Line {

  private final Channel channel;
  private final Codec codec;
  private final Duration stall;
  private Optional<Future<?>> patience = Optional.empty();

  Line(Channel channel, Codec codec, Duration stall) {
    this.channel = channel;
    this.codec = codec;
    this.stall = stall;
  }

  Channel channel() {
    return channel;
  }

  /// Lets one more message come in.
  void read() {
    channel.read();
  }

  void send(HttpObject message) {
    var _ = channel.writeAndFlush(message);
  }

  /// Sends a whole answer, and goes on once the client has taken it.
  void answer(HttpRequest head, Response response, boolean stays, Runnable taken) {
    hurry(stall, this::close);
    var _ =
        channel
            .writeAndFlush(Delivery.message(head, response, stays, codec))
            .addListener((ChannelFutureListener) _ -> taken.run());
  }

  /// Answers and closes, but not at once: closing on unread input would reset the connection, and
  /// the client could lose the answer.
  void part(Response lastAnswer) {
    channel.config().setAutoRead(true);
    answer(Delivery.NO_REQUEST, lastAnswer, false, this::hangUp);
  }

  private void hangUp() {
    if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      var _ = duplex.shutdownOutput();
    }
    hurry(Limits.LINGER, this::close);
  }

  /// Does `otherwise` unless something else happens within the limit.
  void hurry(Duration limit, Runnable otherwise) {
    relax();
    patience = Optional.of(after(limit, otherwise));
  }

  void relax() {
    patience.ifPresent(clock -> clock.cancel(false));
  }

  private Future<?> after(Duration limit, Runnable action) {
    return channel.eventLoop().schedule(action, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  Future<?> every(Duration period, Runnable action) {
    long nanos = period.toNanos();
    return channel.eventLoop().scheduleAtFixedRate(action, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /// Does it on the event loop, when what happens there now is done.
  void soon(Runnable action) {
    channel.eventLoop().execute(action);
  }

  void close() {
    var _ = channel.close();
  }
}
