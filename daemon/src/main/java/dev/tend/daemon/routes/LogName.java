package dev.tend.daemon.routes;

import dev.tend.core.process.Writer;
import dev.tend.engine.Output;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/// One stream of one writer, written `web.2/stdout`, or `web.2/hook.migrate` for a hook, whose two
/// streams are one.
record LogName(Writer writer, Output.Stream stream) implements Comparable<LogName> {

  private static final Comparator<LogName> ORDER =
      Comparator.comparing(LogName::writer).thenComparing(LogName::stream);

  @Override
  public int compareTo(LogName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    String which =
        writer
            .hook()
            .map(hook -> "hook." + URLEncoder.encode(hook, StandardCharsets.UTF_8))
            .orElse(stream.text());
    return writer.instance() + "/" + which;
  }
}
