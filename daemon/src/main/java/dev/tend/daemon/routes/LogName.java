package dev.tend.daemon.routes;

import dev.tend.core.spec.InstanceId;
import dev.tend.engine.Output;
import java.util.Comparator;

/// One stream of one instance, written `web.2/stdout`.
record LogName(InstanceId instance, Output.Stream stream) implements Comparable<LogName> {

  private static final Comparator<LogName> ORDER =
      Comparator.comparing(LogName::instance).thenComparing(LogName::stream);

  @Override
  public int compareTo(LogName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return instance + "/" + stream.text();
  }
}
