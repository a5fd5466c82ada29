package dev.tend.daemon.http;

import dev.tend.api.Codec;
import dev.tend.api.ErrorBody;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One stream: a virtual thread that feeds it, and the bell that wakes the thread.
///
/// What a slow client has not taken yet waits in the channel, up to [Limits#UNREAD_BYTES_MAX] and
/// one portion. From there on the thread waits, so that nothing piles up: a follower of logs reads
/// on from the file later, one of events finds in the feed how many it missed. A client that takes
/// nothing for [Limits#stall] is cut off, which is said to it and to the house.
final class Follower implements Outlet {

  private final Channel channel;
  private final String exchange;
  private final Limits limits;
  private final Consumer<String> cuts;
  private final Failures failures;
  private final Codec codec;
  private final Thread thread;
  private final Semaphore bell = new Semaphore(1);
  private final Semaphore room = new Semaphore(0);
  private volatile boolean closing;

  Follower(
      Channel channel,
      String exchange,
      Feeder feeder,
      House house,
      Failures failures,
      Codec codec) {
    this.channel = channel;
    this.exchange = exchange;
    this.limits = house.limits();
    this.cuts = house.cuts();
    this.failures = failures;
    this.codec = codec;
    this.thread = Thread.ofVirtual().name("tend-follower").unstarted(() -> run(feeder));
  }

  void start() {
    thread.start();
  }

  private void run(Feeder feeder) {
    try {
      feeder.feed(this);
      end(LastHttpContent.EMPTY_LAST_CONTENT);
    } catch (InterruptedException over) {
      // The client left, or has had its last word.
    } catch (Exception broken) {
      if (channel.isActive() && failures.report(exchange, broken) instanceof Response.Failure it) {
        lastWord(it.body());
      }
    }
  }

  @Override
  public void send(List<ServerEvent> events) throws InterruptedException {
    StringBuilder portion = new StringBuilder();
    for (ServerEvent event : events) {
      portion.append(event.text());
      if (portion.length() >= Limits.PORTION_CHARS) {
        write(portion);
      }
    }
    write(portion);
  }

  /// Once the client has taken enough of what was written before.
  private void write(StringBuilder portion) throws InterruptedException {
    if (!portion.isEmpty()) {
      awaitRoom();
      write(portion.toString());
      portion.setLength(0);
    }
  }

  private void awaitRoom() throws InterruptedException {
    while (!channel.isWritable()) {
      if (!room.tryAcquire(limits.stall().toNanos(), TimeUnit.NANOSECONDS)) {
        cutOff();
        throw new InterruptedException("the client does not read");
      }
    }
  }

  private void cutOff() {
    long seconds = limits.stall().toSeconds();
    cuts.accept(exchange + " was cut off: nothing of it was read for " + seconds + " s");
    lastWord(
        new ErrorBody(
            "Nothing of this stream was read for " + seconds + " seconds.",
            "Resume behind the last id that arrived.",
            List.of()));
    var _ =
        channel
            .eventLoop()
            .schedule(
                () -> {
                  var _ = channel.close();
                },
                Limits.PARTING.toNanos(),
                TimeUnit.NANOSECONDS);
  }

  @Override
  public void ring() {
    bell.release();
  }

  @Override
  public boolean awaitMore() throws InterruptedException {
    bell.acquire();
    bell.drainPermits();
    return !closing;
  }

  /// On the event loop: the client took something.
  void writabilityChanged() {
    room.release();
  }

  /// On the event loop: nobody is there to read.
  void clientLeft() {
    thread.interrupt();
  }

  /// On the event loop: the stream is to say what there is to say, and to end.
  void serverCloses() {
    closing = true;
    ring();
  }

  /// On the event loop, now and then.
  void showLife() {
    if (channel.isWritable()) {
      write(ServerEvent.KEEP_ALIVE);
    }
  }

  private void lastWord(ErrorBody body) {
    write(ServerEvent.named("end", codec.write(ErrorBody.class, body)).text());
    end(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private void write(String text) {
    var _ =
        channel.writeAndFlush(
            new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)),
            channel.voidPromise());
  }

  private void end(LastHttpContent last) {
    var _ = channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
  }
}
