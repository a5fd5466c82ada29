package dev.tend.config;

import dev.tend.config.nativeform.NativeDialect;
import dev.tend.config.provisr.ProvisrDialect;
import dev.tend.config.syntax.Problems;
import dev.tend.config.syntax.Sources;
import java.nio.file.Files;
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

  /// @param path a file in TOML, YAML or JSON, in any dialect; or a folder that holds a `tend.toml`
  ///   and perhaps a `conf.d`; problems name their files as this path does, relative or absolute
  public Reading read(Path path) {
    return read(path, Optional.empty(), Registrations.NONE);
  }

  /// The same, with units that were registered while a daemon ran.
  public Reading read(Path path, Registrations registrations) {
    return read(path, Optional.empty(), registrations);
  }

  /// The same.
  ///
  /// @param dialect what it is written in; empty means that its content decides
  /// @param registrations their folder is for a native configuration; others name one of their own
  public Reading read(Path path, Optional<Dialect> dialect, Registrations registrations) {
    Problems problems = new Problems();
    Sources sources = new Sources(problems, registrations.pending(), registrations.sealed());
    return switch (dialect.orElseGet(() -> dialectOf(path, sources))) {
      case NATIVE -> nativeForm(path, registrations.folder(), sources, problems);
      case PROVISR -> provisr(path, sources, problems);
    };
  }

  private static Dialect dialectOf(Path path, Sources sources) {
    // What is wrong with it is said by whoever reads it.
    return Files.isDirectory(path)
        ? Dialect.NATIVE
        : sources.tree(path, new Problems()).map(Dialect::of).orElse(Dialect.NATIVE);
  }

  private Reading nativeForm(
      Path path, Optional<Path> registered, Sources sources, Problems problems) {
    NativeDialect dialect = new NativeDialect(sources, environment, problems);
    return dialect
        .read(path, registered)
        .<Reading>map(good ->
            new Reading.Good(
                good,
                problems.warnings(),
                sources.read(),
                sources.texts(),
                dialect.origins(),
                Reading.Foreign.NONE))
        .orElseGet(() -> new Reading.Bad(problems.found()));
  }

  private Reading provisr(Path path, Sources sources, Problems problems) {
    ProvisrDialect dialect = new ProvisrDialect(sources, environment, problems);
    return sources
        .tree(path, problems)
        .flatMap(tree -> dialect.read(path, tree))
        .<Reading>map(read ->
            new Reading.Good(
                read.configuration(),
                problems.warnings(),
                sources.read(),
                sources.texts(),
                read.origins(),
                new Reading.Foreign(read.leftOut(), Optional.of(read.settings()))))
        .orElseGet(() -> new Reading.Bad(problems.found()));
  }
}
