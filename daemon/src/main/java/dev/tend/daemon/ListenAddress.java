package dev.tend.daemon;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// Where a configuration says that TCP connections come in, as `127.0.0.1:7777`.
///
/// @param key where it says so: `[server] listen`
record ListenAddress(String key, String text) {

  /// @throws Refusal if it is not one of this machine alone
  InetSocketAddress resolve() throws Refusal {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, Math.max(colon, 0)).replaceAll("[\\[\\]]", "");
    try {
      InetAddress address = InetAddress.getByName(host);
      if (host.isEmpty() || !address.isLoopbackAddress()) {
        throw new Refusal(key + " = \"" + text + "\" is not an address of this machine alone");
      }
      return new InetSocketAddress(address, Integer.parseInt(text.substring(colon + 1)));
    } catch (UnknownHostException | IllegalArgumentException senseless) {
      throw new Refusal(key + " = \"" + text + "\" is no host:port");
    }
  }
}
