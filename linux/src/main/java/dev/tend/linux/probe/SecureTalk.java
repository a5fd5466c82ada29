package dev.tend.linux.probe;

import dev.tend.core.probe.Finding;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.HttpUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A conversation over TLS, on a virtual thread: it waits without a thread of the system's, and an
/// engine of our own around the selector would be many times this page.
final class SecureTalk implements Looking {

  private final Check.Http check;
  private final HttpUrl url;
  private final Tls tls;
  private final Consumer<Finding> answer;
  private final HttpReply reply = new HttpReply();
  private volatile boolean stopped;
  private volatile boolean agreed;
  private volatile Optional<Socket> open = Optional.empty();

  /// @param answer takes what was found out, on any thread
  SecureTalk(Check.Http check, HttpUrl url, Tls tls, Consumer<Finding> answer) {
    this.check = check;
    this.url = url;
    this.tls = tls;
    this.answer = answer;
  }

  void begin(List<InetAddress> addresses) {
    var _ = Thread.ofVirtual().name("tend-tls").start(() -> answer.accept(talk(addresses)));
  }

  private Finding talk(List<InetAddress> addresses) {
    IOException last = new IOException("no address is known");
    for (InetAddress address : addresses) {
      try (Socket plain = new Socket()) {
        open = Optional.of(plain);
        if (stopped) {
          break;
        }
        plain.connect(new InetSocketAddress(address, url.server().port()));
        return secured(plain);
      } catch (SSLException refused) {
        return Finding.bad(
            "could not agree on TLS with " + url.server(), String.valueOf(refused.getMessage()));
      } catch (GeneralSecurityException unable) {
        return Finding.bad("could not use TLS", String.valueOf(unable.getMessage()));
      } catch (IOException failed) {
        last = failed;
      }
    }
    return Finding.bad(
        agreed
            ? "got no answer: " + last.getMessage()
            : "could not connect to " + url.server() + ": " + last.getMessage());
  }

  private Finding secured(Socket plain) throws IOException, GeneralSecurityException {
    try (SSLSocket secure = tls.over(plain, url.server(), check.verify())) {
      if (check.verify()) {
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
      }
      secure.startHandshake();
      agreed = true;
      secure.getOutputStream().write(HttpRequest.of(check, url));
      byte[] piece = new byte[HttpReply.BODY_BYTES_MAX];
      Optional<Finding> finding = Optional.empty();
      while (finding.isEmpty()) {
        int read = secure.getInputStream().read(piece);
        if (read < 0) {
          reply.end();
        } else {
          reply.take(ByteBuffer.wrap(piece, 0, read));
        }
        finding = reply.finding(check);
      }
      return finding.get();
    }
  }

  @Override
  public Finding late(Duration timeout) {
    return Finding.late(
        agreed
            ? "got no answer from " + url.server()
            : "could not connect to " + url.server() + " and agree on TLS",
        timeout);
  }

  @Override
  public void stop() {
    stopped = true;
    open.ifPresent(socket -> {
      try {
        socket.close();
      } catch (IOException ofNoUse) {
        // It was to be closed, and is.
      }
    });
  }
}
