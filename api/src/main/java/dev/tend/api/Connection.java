package dev.tend.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// The bytes to and from a daemon, every wait of them with a deadline.
///
/// A unix socket has no timeouts of its own in Java, so the channel never blocks and a selector
/// waits for it. One thread reads; any other may close, which ends its wait.
final class Connection extends InputStream {

  /// One read takes what a busy daemon has sent meanwhile; more only costs memory.
  private static final int BUFFER_BYTES = 16 * 1024;

  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer arrived = ByteBuffer.allocate(BUFFER_BYTES).flip();

  /// Kept, because a channel forgets it as soon as another thread closes the selector.
  private final SelectionKey key;

  private Deadline deadline;

  private Connection(SocketChannel channel, Selector selector, Deadline deadline)
      throws ClosedChannelException {
    this.channel = channel;
    this.selector = selector;
    this.key = channel.register(selector, 0);
    this.deadline = deadline;
  }

  /// Connects; the deadline holds until [#until] sets another.
  static Connection open(Endpoint endpoint, Deadline deadline) throws IOException {
    SocketChannel channel =
        switch (endpoint) {
          case Endpoint.Socket _ -> SocketChannel.open(StandardProtocolFamily.UNIX);
          case Endpoint.Tcp _ -> SocketChannel.open();
        };
    Connection connection = null;
    try {
      channel.configureBlocking(false);
      connection = new Connection(channel, Selector.open(), deadline);
      connection.connect(endpoint);
      return connection;
    } catch (IOException failed) {
      channel.close();
      if (connection != null) {
        connection.close();
      }
      throw failed;
    }
  }

  private void connect(Endpoint endpoint) throws IOException {
    boolean connected =
        switch (endpoint) {
          case Endpoint.Socket(var path) -> channel.connect(UnixDomainSocketAddress.of(path));
          case Endpoint.Tcp(String name, int port, _) -> channel.connect(resolve(name, port));
        };
    if (!connected) {
      await(SelectionKey.OP_CONNECT);
      channel.finishConnect();
    }
  }

  private static InetSocketAddress resolve(String name, int port) throws UnknownHostException {
    InetSocketAddress address = new InetSocketAddress(name, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException("no address is known for " + name);
    }
    return address;
  }

  /// Sets the deadline of all that follows.
  void until(Deadline next) {
    deadline = next;
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  /// How many bytes can be read without asking the kernel.
  @Override
  public int available() {
    return arrived.remaining();
  }

  @Override
  public int read() throws IOException {
    return fill() ? arrived.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, arrived.remaining());
    arrived.get(into, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    while (!arrived.hasRemaining()) {
      arrived.clear();
      int count = channel.read(arrived);
      arrived.flip();
      if (count < 0) {
        return false;
      }
      if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    return true;
  }

  private void await(int operation) throws IOException {
    try {
      key.interestOps(operation);
      while (selector.select(_ -> {}, deadline.selectMillis()) == 0) {
        if (!channel.isOpen()) {
          throw new ClosedChannelException();
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while waiting for the daemon");
        }
        if (deadline.passed()) {
          throw new SocketTimeoutException("the daemon did not answer in time");
        }
      }
    } catch (ClosedSelectorException | CancelledKeyException closed) {
      throw closedHere(closed);
    }
  }

  private static ClosedChannelException closedHere(RuntimeException because) {
    ClosedChannelException closed = new ClosedChannelException();
    closed.initCause(because);
    return closed;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
