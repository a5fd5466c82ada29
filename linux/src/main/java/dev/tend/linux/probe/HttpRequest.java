package dev.tend.linux.probe;

import dev.tend.core.spec.Check;
import dev.tend.core.spec.HttpUrl;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/// The GET of a probe, as it goes over the wire.
final class HttpRequest {

  private HttpRequest() {}

  static byte[] of(Check.Http check, HttpUrl url) {
    SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Host", url.authority());
    headers.put("User-Agent", "tend-probe");
    headers.put("Accept", "*/*");
    headers.putAll(check.headers());
    // One answer a connection: a probe that finds an old connection open has found nothing out.
    headers.put("Connection", "close");
    StringBuilder text = new StringBuilder("GET ").append(url.target()).append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }
}
