package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A TCP address to serve at, `host:port`, that only this machine can reach.
///
/// Hosts are compared as text and never looked up: what a name server answers tomorrow should not
/// decide who may command this machine.
public record ListenForm() implements Form<String> {

  private static final int PORT_MAX = 65_535;
  private static final Pattern HOST_PORT =
      Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*):(\\d{1,5})");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[::1\\]");

  @Override
  public String type() {
    return "host:port";
  }

  @Override
  public String range() {
    return "host: `127.0.0.1`, `[::1]` or `localhost`; port: 0 to 65535, 0 for any free one";
  }

  @Override
  public Optional<String> decode(Node node, Problems problems) {
    return TextForm.decode(node, "host:port", problems)
        .flatMap(text -> check(text, node, problems));
  }

  private Optional<String> check(String text, Node node, Problems problems) {
    Matcher parts = HOST_PORT.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > PORT_MAX) {
      problems.add(node.place(), "'" + text + "' is not host:port", "Write \"127.0.0.1:7777\".");
      return Optional.empty();
    }
    if (!LOOPBACK.matcher(parts.group(1)).matches()) {
      problems.add(
          node.place(),
          "'"
              + text
              + "' could be reached from beyond this machine, and this version of Tend has"
              + " no access control yet",
          "Listen on 127.0.0.1:" + parts.group(2) + ".");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  @Override
  public String write(String value) {
    return '"' + value + '"';
  }
}
