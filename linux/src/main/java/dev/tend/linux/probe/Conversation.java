package dev.tend.linux.probe;

import dev.tend.core.probe.Finding;
import dev.tend.core.spec.Check;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One connection to a service: opened, perhaps asked something, and closed. It never waits: the
/// selector says when there is something to do. For the prober's thread.
final class Conversation implements Looking {

  /// How much of an answer is taken off the line after its point is known, so that a server which
  /// is still writing is not cut off in the middle of a small page.
  private static final int POLITE_BYTES_MAX = 64 * 1024;

  private final Selector selector;
  private final Target target;
  private final Iterator<? extends SocketAddress> addresses;
  private final Consumer<Finding> answer;
  private final HttpReply reply = new HttpReply();
  private Optional<SocketChannel> channel = Optional.empty();
  private ByteBuffer request = ByteBuffer.allocate(0);
  private Phase phase = Phase.CONNECTING;
  private int politeBytes;

  private enum Phase {
    CONNECTING,
    ASKING,
    LISTENING,
    POLITE
  }

  /// @param target whom it is held with
  /// @param addresses at least one; the next is tried where one refuses
  /// @param answer takes what was found out, once at most
  Conversation(
      Selector selector,
      Target target,
      List<? extends SocketAddress> addresses,
      Consumer<Finding> answer) {
    this.selector = selector;
    this.target = target;
    this.addresses = addresses.iterator();
    this.answer = answer;
  }

  void begin() {
    connect("no address is known");
  }

  /// @param why what became of the address before
  private void connect(String why) {
    String refused = why;
    while (addresses.hasNext()) {
      try {
        if (connectTo(addresses.next())) {
          connected();
        }
        return;
      } catch (IOException failed) {
        close();
        refused = reason(failed);
      }
    }
    answer.accept(Finding.bad("could not connect to " + target.where() + ": " + refused));
  }

  private boolean connectTo(SocketAddress address) throws IOException {
    SocketChannel opened =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open();
    channel = Optional.of(opened);
    opened.configureBlocking(false);
    boolean done = opened.connect(address);
    opened.register(selector, done ? 0 : SelectionKey.OP_CONNECT, this);
    return done;
  }

  /// Goes on, now that its key is ready.
  ///
  /// @param scratch for what comes in; its content is nobody's
  void go(ByteBuffer scratch) {
    switch (phase) {
      case CONNECTING -> {
        try {
          channel.orElseThrow().finishConnect();
        } catch (IOException refused) {
          close();
          connect(reason(refused));
          return;
        }
        connected();
      }
      case ASKING -> attempt(this::speak);
      case LISTENING, POLITE -> attempt(() -> listen(scratch));
    }
  }

  /// Something that can fail, because the other side may leave at any moment.
  @FunctionalInterface
  private interface Part {
    void play() throws IOException;
  }

  private void attempt(Part part) {
    try {
      part.play();
    } catch (IOException broken) {
      if (phase == Phase.POLITE) {
        close();
      } else {
        answer.accept(Finding.bad("got no answer: " + reason(broken)));
      }
    }
  }

  private void connected() {
    switch (target.check()) {
      case Check.Tcp _ -> answer.accept(Finding.good("could connect to " + target.where()));
      case Check.Http http -> {
        request = ByteBuffer.wrap(HttpRequest.of(http, target.url().orElseThrow()));
        phase = Phase.ASKING;
        attempt(this::speak);
      }
      case Check.FileExists _, Check.FolderActivity _ ->
          throw new IllegalStateException("not to be asked over a connection: " + target);
    }
  }

  /// Nearly always the whole request goes out at once, before anybody has to be waited for.
  private void speak() throws IOException {
    channel.orElseThrow().write(request);
    if (request.hasRemaining()) {
      interest(SelectionKey.OP_WRITE);
    } else {
      phase = Phase.LISTENING;
      interest(SelectionKey.OP_READ);
    }
  }

  private void listen(ByteBuffer scratch) throws IOException {
    scratch.clear();
    int read = channel.orElseThrow().read(scratch);
    scratch.flip();
    if (phase == Phase.POLITE) {
      politeBytes += Math.max(read, 0);
      if (read < 0 || politeBytes > POLITE_BYTES_MAX) {
        close();
      }
      return;
    }
    if (read < 0) {
      reply.end();
    } else {
      reply.take(scratch);
    }
    Optional<Finding> finding = reply.finding((Check.Http) target.check());
    if (finding.isPresent()) {
      phase = Phase.POLITE;
      if (read < 0 || reply.whole()) {
        close();
      }
      answer.accept(finding.get());
    }
  }

  private void interest(int operations) {
    channel.orElseThrow().keyFor(selector).interestOps(operations);
  }

  private static String reason(IOException failed) {
    return Optional.ofNullable(failed.getMessage()).orElse(failed.getClass().getSimpleName());
  }

  @Override
  public boolean lingers() {
    return phase == Phase.POLITE && channel.isPresent();
  }

  @Override
  public Finding late(Duration timeout) {
    return switch (phase) {
      case CONNECTING -> Finding.late("could not connect to " + target.where(), timeout);
      case ASKING, LISTENING, POLITE ->
          reply
              .soFar((Check.Http) target.check())
              .orElseGet(() -> Finding.late("got no answer from " + target.where(), timeout));
    };
  }

  @Override
  public void stop() {
    close();
  }

  private void close() {
    channel.ifPresent(open -> {
      try {
        open.close();
      } catch (IOException ofNoUse) {
        // Nothing is lost: the descriptor is gone in any case (close(2)).
      }
    });
    channel = Optional.empty();
  }
}
