package dev.tend.daemon;

import dev.tend.config.ConfigurationReader;
import dev.tend.config.problem.Problem;
import dev.tend.core.spec.Configuration;
import dev.tend.daemon.routes.ConfigurationSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The configuration that a daemon was started with, and what has become of it since.
///
/// @param inForce what the daemon was started with
record ConfigurationFile(Path path, Configuration inForce, Map<String, String> env)
    implements ConfigurationSource {

  @Override
  public Reading read() {
    return switch (new ConfigurationReader(env).read(path)) {
      case dev.tend.config.Reading.Good(Configuration next, List<Problem> warnings, var _) -> {
        List<String> notices = new ArrayList<>(onlyWithRestart(next));
        warnings.forEach(warning -> notices.add(warning.toString()));
        yield new Reading.Sound(next, notices);
      }
      case dev.tend.config.Reading.Bad(List<Problem> problems) ->
          new Reading.Mistaken(problems.stream().map(Problem::toString).toList());
    };
  }

  private List<String> onlyWithRestart(Configuration next) {
    List<String> notices = new ArrayList<>();
    if (!next.listen().equals(inForce.listen())) {
      notices.add("[server] listen takes effect when the daemon is started again");
    }
    if (!next.logDirectory().equals(inForce.logDirectory())) {
      notices.add("[daemon] log_dir takes effect when the daemon is started again");
    }
    return notices;
  }
}
