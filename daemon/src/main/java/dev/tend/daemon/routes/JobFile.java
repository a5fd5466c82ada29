package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.core.spec.UnitName;
import java.util.List;
import java.util.Map;

/// How a job that somebody adds is written into a file of its own, which depends on the dialect of
/// the configuration that it stands beside.
@FunctionalInterface
public interface JobFile {

  /// @param keys those of `[job.NAME]`
  Written write(UnitName name, Map<Object, Object> keys);

  /// What came of it.
  sealed interface Written {

    record Text(String text) implements Written {}

    /// @param problems why its keys cannot be said there; at least one
    record Unfit(List<String> problems) implements Written {
      public Unfit {
        problems = List.copyOf(problems);
      }
    }
  }

  /// Beside a native configuration, it is one.
  static JobFile own(Codec codec) {
    return (name, keys) ->
        new Written.Text(codec.writePretty(Map.of("job", Map.of(name.text(), keys))) + "\n");
  }
}
