package dev.tend.linux.probe;

import dev.tend.core.spec.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// How connections are secured: with servers that have to prove who they are, or with anybody. Made
/// when the first one needs it, because it reads every certificate that the JDK trusts.
final class Tls {

  private final Map<Boolean, SSLSocketFactory> factories = new HashMap<>();

  /// A secured socket over a connected one, which it owns.
  SSLSocket over(Socket connected, Endpoint.Port server, boolean verify)
      throws IOException, GeneralSecurityException {
    return (SSLSocket) factory(verify).createSocket(connected, server.host(), server.port(), true);
  }

  private synchronized SSLSocketFactory factory(boolean verify) throws GeneralSecurityException {
    SSLSocketFactory factory = factories.get(verify);
    if (factory == null) {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] usual = null;
      context.init(null, verify ? usual : new TrustManager[] {new Anybody()}, new SecureRandom());
      factory = context.getSocketFactory();
      factories.put(verify, factory);
    }
    return factory;
  }

  /// For probes with `verify = false`: whether the server answers is asked, not who it is.
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
