package dev.tend.linux.probe;

import dev.tend.core.spec.Check;
import dev.tend.core.spec.Endpoint;
import dev.tend.core.spec.HttpUrl;
import java.util.Optional;

/// Whom a question is put to over a connection; its address is read once a question.
///
/// @param url of HTTP
record Target(Check.Look check, Endpoint where, Optional<HttpUrl> url) {

  /// Empty for an address that is none.
  static Optional<Target> of(Check.Tcp tcp) {
    return Endpoint.parse(tcp.address()).map(where -> new Target(tcp, where, Optional.empty()));
  }

  /// Empty for a URL that is none.
  static Optional<Target> of(Check.Http http) {
    return HttpUrl.parse(http.url())
        .map(url ->
            new Target(
                http,
                http.socket().<Endpoint>map(Endpoint.Socket::new).orElse(url.server()),
                Optional.of(url)));
  }
}
