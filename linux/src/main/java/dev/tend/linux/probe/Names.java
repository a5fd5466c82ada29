package dev.tend.linux.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Whom a host name stands for.
final class Names {

  private static final String LOCALHOST = "localhost";
  private static final List<InetAddress> LOOPBACK =
      List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

  private Names() {}

  /// The addresses of a host that nobody has to be asked about: numbers, and this machine.
  static Optional<List<InetAddress>> known(String host) {
    if (host.equals(LOCALHOST)) {
      return Optional.of(LOOPBACK);
    }
    try {
      return Optional.of(List.of(InetAddress.ofLiteral(host)));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  /// Asks the system, which may take long; the JDK remembers an answer for half a minute.
  static List<InetAddress> ask(String host) throws UnknownHostException {
    return List.of(InetAddress.getAllByName(host));
  }
}
