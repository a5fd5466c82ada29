package dev.tend.daemon.routes;

import dev.tend.core.spec.Configuration;
import java.util.List;

/// Where a reload takes the configuration from.
@FunctionalInterface
public interface ConfigurationSource {

  /// Reads it anew; it may take as long as files take.
  Reading read();

  /// What came of it.
  sealed interface Reading {

    /// @param notices what of it takes effect only when the daemon is started again
    record Sound(Configuration configuration, List<String> notices) implements Reading {
      public Sound {
        notices = List.copyOf(notices);
      }
    }

    /// @param problems every mistake, with its place and a hint
    record Mistaken(List<String> problems) implements Reading {
      public Mistaken {
        problems = List.copyOf(problems);
      }
    }
  }
}
