package dev.tend.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The status and the headers of a response.
///
/// @param headers by name in lower case; several of one name are joined with commas
record ResponseHead(int status, Map<String, String> headers) {

  /// A daemon sends a handful of short headers; who sends more is no daemon.
  static final int LINE_BYTES_MAX = 8 * 1024;

  static final int LINES_MAX = 100;

  ResponseHead {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  /// Reads a head, and skips interim ones (`100 Continue`).
  static ResponseHead read(InputStream in) throws IOException {
    ResponseHead head = readOne(in);
    for (int interim = 0; head.status < 200; interim++) {
      if (interim == LINES_MAX || head.status == 101) {
        throw new MalformedException("status " + head.status + " instead of a response");
      }
      head = readOne(in);
    }
    return head;
  }

  private static ResponseHead readOne(InputStream in) throws IOException {
    LineReader lines = new LineReader(in, LINE_BYTES_MAX);
    int status = status(line(lines));
    Map<String, String> headers = new TreeMap<>();
    int count = 0;
    for (String line = line(lines); !line.isEmpty(); line = line(lines)) {
      count++;
      if (count > LINES_MAX) {
        throw new MalformedException("a response with more than " + LINES_MAX + " headers");
      }
      int colon = line.indexOf(':');
      if (colon <= 0 || line.substring(0, colon).contains(" ") || line.startsWith("\t")) {
        throw new MalformedException("a header without a name");
      }
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (first, second) -> first + ", " + second);
    }
    return new ResponseHead(status, headers);
  }

  private static String line(LineReader lines) throws IOException {
    Optional<String> line = lines.next();
    if (line.isEmpty()) {
      throw new EOFException("the connection ended within the head of the response");
    }
    return line.get();
  }

  private static int status(String line) throws MalformedException {
    boolean http = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
    String digits = http ? line.substring(9, 12) : "";
    boolean ended = line.length() == 12 || (http && line.charAt(12) == ' ');
    if (!http || !ended || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
      throw new MalformedException("what answers there does not speak HTTP/1.1");
    }
    int status = Integer.parseInt(digits);
    if (status < 100) {
      throw new MalformedException("status " + status + " does not exist");
    }
    return status;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// The body behind this head, as a stream that ends where the body does (RFC 9112, section 6.3).
  InputStream body(InputStream in) throws MalformedException {
    if (status == 204 || status == 304) {
      return InputStream.nullInputStream();
    }
    Optional<String> coding = header("transfer-encoding");
    if (coding.isPresent()) {
      if (!coding.get().equalsIgnoreCase("chunked")) {
        throw new MalformedException("transfer coding '" + coding.get() + "' is not known");
      }
      return new ChunkedBody(in);
    }
    Optional<String> length = header("content-length");
    return length.isPresent() ? new SizedBody(in, parseLength(length.get())) : in;
  }

  private static long parseLength(String text) throws MalformedException {
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new MalformedException("content length '" + text + "' is no number");
    }
    return Long.parseLong(text);
  }
}
