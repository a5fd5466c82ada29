package dev.tend.linux.probe;

import dev.tend.core.probe.Finding;
import dev.tend.core.spec.Check;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An answer in HTTP/1.1 while it comes in, piece by piece (RFC 9112), as far as a probe cares: the
/// status, the headers, and the beginning of the body, for the words in it.
final class HttpReply {

  /// Status line and headers; what is longer is no answer that a probe can trust. As nginx and
  /// Apache have it for requests, twice over.
  static final int HEAD_BYTES_MAX = 16 * 1024;

  /// What is kept of a body: enough for a sentence in it.
  static final int BODY_BYTES_MAX = 4 * 1024;

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: (.*))?");
  private static final int INFORMATIONAL_MAX = 199;
  private static final String BEGINNING = "HTTP/";

  /// Answers that have no body, whatever their headers say (RFC 9112, 6.3).
  private static final Set<Integer> BODILESS = Set.of(204, 304);

  private final ByteArrayOutputStream head = new ByteArrayOutputStream(512);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final SequencedMap<String, String> headers = new LinkedHashMap<>();
  private int status;
  private String reason = "";
  private String broken = "";
  private int lineEnds;
  private boolean headDone;
  private boolean ended;

  /// Takes what came.
  void take(ByteBuffer bytes) {
    while (bytes.hasRemaining() && broken.isEmpty() && !headDone) {
      takeHead(bytes);
    }
    move(bytes, Math.min(bytes.remaining(), BODY_BYTES_MAX - body.size()), body);
  }

  /// As far as the head goes, if its end is among what came.
  private void takeHead(ByteBuffer bytes) {
    int most = Math.min(bytes.remaining(), HEAD_BYTES_MAX - head.size());
    int length = 0;
    boolean whole = false;
    while (length < most && !whole) {
      whole = endsHead(bytes.get(bytes.position() + length++));
    }
    boolean begins = head.size() < BEGINNING.length();
    move(bytes, length, head);
    if (begins && !isHttp()) {
      broken = "got an answer that is not HTTP";
    } else if (whole) {
      readHead();
    } else if (head.size() >= HEAD_BYTES_MAX) {
      broken = "got headers of more than " + HEAD_BYTES_MAX + " bytes";
    }
  }

  private static void move(ByteBuffer from, int length, ByteArrayOutputStream to) {
    byte[] moved = new byte[length];
    from.get(moved);
    to.writeBytes(moved);
  }

  /// As far as that can be told by now.
  private boolean isHttp() {
    return head.size() < BEGINNING.length()
        || head.toString(StandardCharsets.ISO_8859_1).startsWith(BEGINNING);
  }

  /// The other side has said all that it has to say.
  void end() {
    ended = true;
    if (!headDone && broken.isEmpty()) {
      broken =
          head.size() == 0
              ? "got no answer: the connection was closed"
              : "got half an answer: the connection was closed";
    }
  }

  /// An empty line does, whatever its line ends are.
  private boolean endsHead(byte next) {
    if (next == '\n') {
      lineEnds++;
    } else if (next != '\r') {
      lineEnds = 0;
    }
    return lineEnds == 2;
  }

  private void readHead() {
    lineEnds = 0;
    List<String> lines = head.toString(StandardCharsets.ISO_8859_1).lines().toList();
    head.reset();
    Matcher line = STATUS_LINE.matcher(lines.getFirst());
    if (!line.matches()) {
      broken = "got an answer that is not HTTP/1.1";
      return;
    }
    status = Integer.parseInt(line.group(1));
    reason = Optional.ofNullable(line.group(2)).orElse("");
    if (status <= INFORMATIONAL_MAX) {
      // The answer itself is still to come (RFC 9110, 15.2).
      return;
    }
    for (String each : lines.subList(1, lines.size())) {
      int colon = each.indexOf(':');
      if (colon > 0) {
        headers.put(
            each.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            each.substring(colon + 1).strip());
      }
    }
    headDone = true;
  }

  /// What it comes to; empty as long as more is to be waited for. A good answer needs no body, and
  /// for a bad one its words are waited for.
  Optional<Finding> finding(Check.Http check) {
    if (!broken.isEmpty()) {
      return Optional.of(Finding.bad(broken));
    }
    if (!headDone) {
      return Optional.empty();
    }
    if (!check.statuses().include(status)) {
      return bodyDone() ? Optional.of(Finding.bad(said(), words())) : Optional.empty();
    }
    return Optional.of(check.wanted().map(this::withHeader).orElseGet(() -> Finding.good(said())));
  }

  /// As far as it is known, when no more time is left.
  Optional<Finding> soFar(Check.Http check) {
    return headDone && !check.statuses().include(status)
        ? Optional.of(Finding.bad(said(), words()))
        : Optional.empty();
  }

  private Finding withHeader(Check.Wanted wanted) {
    String value = headers.get(wanted.name().toLowerCase(Locale.ROOT));
    if (value == null) {
      return Finding.bad(said() + " without the header " + wanted.name());
    }
    return wanted.value().filter(expected -> !expected.equals(value)).isPresent()
        ? Finding.bad(
            said() + " with another " + wanted.name() + " than " + wanted.value().get(), value)
        : Finding.good(said());
  }

  private String said() {
    return "got HTTP " + status;
  }

  private boolean bodyDone() {
    if (ended || body.size() >= BODY_BYTES_MAX) {
      return true;
    }
    if (chunked()) {
      return body.toString(StandardCharsets.ISO_8859_1).endsWith("0\r\n\r\n");
    }
    String length = headers.getOrDefault("content-length", "");
    return length.matches("\\d{1,9}") && body.size() >= Integer.parseInt(length);
  }

  /// Whether nothing of it is still on its way.
  boolean whole() {
    return headDone
        && (ended || BODILESS.contains(status) || (body.size() < BODY_BYTES_MAX && bodyDone()));
  }

  private boolean chunked() {
    return headers
        .getOrDefault("transfer-encoding", "")
        .toLowerCase(Locale.ROOT)
        .contains("chunked");
  }

  /// The first line of the body, or else the words of the status line.
  private String words() {
    String text = body.toString(StandardCharsets.UTF_8);
    // The first line of a chunked body is the length of its first chunk.
    String said = Finding.firstLine(chunked() ? text.substring(text.indexOf('\n') + 1) : text);
    return said.isEmpty() ? reason : said;
  }
}
