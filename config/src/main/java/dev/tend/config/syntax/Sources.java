package dev.tend.config.syntax;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// The files that a configuration consists of, noted as they are read.
public final class Sources {

  private final Problems problems;
  private final SequencedSet<Path> read = new LinkedHashSet<>();

  public Sources(Problems problems) {
    this.problems = problems;
  }

  /// The text of a file, or empty and a problem.
  public Optional<String> text(Path file) {
    read.add(file);
    return new SourceFile(file).read(problems);
  }

  public List<Path> read() {
    return List.copyOf(read);
  }
}
