package dev.tend.daemon.http;

import dev.tend.api.Codec;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/// Brings a site (a function from calls to responses) to unix and loopback TCP sockets.
///
/// One thread serves all connections; streams have virtual threads. Nothing here knows units.
public final class HttpServer implements AutoCloseable {

  private final Function<Call, Response> site;
  private final House house;
  private final Codec codec;
  private static final int FAR_AWAY_DAYS = 3650;

  private final EventLoopGroup group;
  private final List<Channel> doors = new ArrayList<>();

  /// @param cuts is told, as a sentence and on any thread, of each stream that is cut off because
  ///   its client does not read
  public HttpServer(
      Function<Call, Response> site, Limits limits, Codec codec, Consumer<String> cuts) {
    InternalLoggerFactory.setDefaultFactory(new NettyLog());
    this.site = site;
    this.house = new House(limits, cuts);
    this.codec = codec;
    this.group = new MultiThreadIoEventLoopGroup(1, HttpServer::thread, NioIoHandler.newFactory());
    // A loop without any task due wakes once a second to look for one; this lets it sleep.
    var _ = group.schedule(() -> {}, FAR_AWAY_DAYS, TimeUnit.DAYS);
  }

  private static Thread thread(Runnable loop) {
    Thread thread = new FastThreadLocalThread(loop, "tend-http");
    thread.setDaemon(true);
    return thread;
  }

  /// Opens a unix socket for its owner and group. Its folder keeps others away from it until it has
  /// that mode, so the folder must be private; a socket left by an earlier daemon is replaced.
  public void listen(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    open(NioServerDomainSocketChannel.class, UnixDomainSocketAddress.of(socket));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
  }

  /// Opens a TCP port.
  ///
  /// @param address a loopback address; port 0 takes any free one
  /// @return where it listens
  public InetSocketAddress listen(InetSocketAddress address) throws IOException {
    if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
      throw new IOException(address + " is not an address of this machine alone");
    }
    return (InetSocketAddress) open(NioServerSocketChannel.class, address).localAddress();
  }

  private Channel open(Class<? extends ServerChannel> kind, SocketAddress address)
      throws IOException {
    var opened =
        new ServerBootstrap()
            .group(group)
            .channel(kind)
            // Heap buffers without a pool: a few short requests a second are not worth an arena.
            .option(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false, true))
            .childOption(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false, true))
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(Limits.UNREAD_BYTES_MAX / 2, Limits.UNREAD_BYTES_MAX))
            .childHandler(new Furnishing())
            .bind(address)
            .awaitUninterruptibly();
    if (!opened.isSuccess()) {
      throw new IOException("cannot listen on " + address, opened.cause());
    }
    doors.add(opened.channel());
    return opened.channel();
  }

  /// Puts together what each connection consists of.
  private final class Furnishing extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              new HttpServerCodec(
                  new HttpDecoderConfig()
                      .setMaxInitialLineLength(house.limits().lineBytes())
                      .setMaxHeaderSize(house.limits().headerBytes())
                      .setInitialBufferSize(256)))
          .addLast(new FlowControlHandler())
          .addLast(
              new Connection(new Line(channel, codec, house.limits().stall()), site, house, codec));
    }
  }

  /// Lets nobody in any more, gives streams the time to say what is still to say, and closes.
  @Override
  public void close() {
    if (group.isShuttingDown()) {
      return;
    }
    doors.forEach(door -> door.close().awaitUninterruptibly());
    try {
      CompletableFuture<Void> quiet = new CompletableFuture<>();
      group.next().execute(() -> house.close(quiet));
      quiet.get(Limits.FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException slowClients) {
      // They had their time.
    } catch (ExecutionException broken) {
      throw new IllegalStateException(broken);
    } finally {
      var _ = group.shutdownGracefully(0, Limits.FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
      group.terminationFuture().awaitUninterruptibly(Limits.FAREWELL.toMillis());
    }
  }
}
