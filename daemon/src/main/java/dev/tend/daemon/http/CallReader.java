package dev.tend.daemon.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/// Makes calls of what Netty read from one connection.
final class CallReader {

  private static final ChannelOption<UnixDomainPrincipal> PEER_CREDENTIALS =
      NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED);

  /// Known from the first call on: it costs a look into the user database.
  private Optional<Peer> peer = Optional.empty();

  /// The call; empty if the URI has an escape that cannot be decoded.
  Optional<Call> read(Channel channel, HttpRequest head, String body) {
    if (peer.isEmpty()) {
      peer = Optional.of(peerOf(channel));
    }
    // RFC 3986 and not HTML forms: a '+' stands for itself, as it may in the name of a unit.
    QueryStringDecoder uri =
        QueryStringDecoder.builder().htmlQueryDecoding(false).build(head.uri());
    Map<String, String> headers = new TreeMap<>();
    head.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    try {
      return Optional.of(
          new Call(
              head.method().name(),
              uri.path(),
              uri.parameters(),
              new TreeMap<>(headers),
              body,
              peer.get()));
    } catch (IllegalArgumentException undecodable) {
      return Optional.empty();
    }
  }

  private static Peer peerOf(Channel channel) {
    if (channel instanceof NioDomainSocketChannel unix) {
      return new Peer.User(unix.config().getOption(PEER_CREDENTIALS).user().getName());
    }
    return channel.remoteAddress() instanceof InetSocketAddress tcp
        ? new Peer.Loopback(tcp.getAddress().getHostAddress())
        : new Peer.Loopback("somebody");
  }
}
