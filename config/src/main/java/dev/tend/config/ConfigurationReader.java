package dev.tend.config;

import dev.tend.config.nativeform.NativeDialect;
import dev.tend.config.syntax.Problems;
import dev.tend.config.syntax.Sources;
import dev.tend.core.spec.Configuration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads what an operator wrote into a configuration, or says everything that is wrong with it.
public final class ConfigurationReader {

  private final Map<String, String> environment;

  /// @param environment the daemon's own, on whose `PATH` the programs of units are looked for
  public ConfigurationReader(Map<String, String> environment) {
    this.environment = new TreeMap<>(environment);
  }

  /// @param path a file in TOML, YAML or JSON, or a folder that holds a `tend.toml` and perhaps a
  ///   `conf.d`; problems name their files as this path does, relative or absolute
  public Reading read(Path path) {
    return read(path, Registrations.NONE);
  }

  /// The same, with units that were registered while a daemon ran.
  public Reading read(Path path, Registrations registrations) {
    Problems problems = new Problems();
    Sources sources = new Sources(problems, registrations.pending());
    NativeDialect dialect = new NativeDialect(sources, environment, problems);
    Optional<Configuration> configuration = dialect.read(path, registrations.folder());
    return configuration
        .<Reading>map(
            good -> new Reading.Good(good, problems.warnings(), sources.read(), dialect.origins()))
        .orElseGet(() -> new Reading.Bad(problems.found()));
  }
}
