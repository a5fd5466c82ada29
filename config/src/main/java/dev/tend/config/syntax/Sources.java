package dev.tend.config.syntax;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// The files that a configuration consists of, noted as they are read.
public final class Sources {

  private final Problems problems;
  private final SequencedSet<Path> read = new LinkedHashSet<>();

  private final Map<Path, Parsed> trees = new HashMap<>();

  private record Parsed(Optional<Node.Table> tree, Problems problems) {}

  public Sources(Problems problems) {
    this.problems = problems;
  }

  /// The text of a file, or empty and a problem.
  public Optional<String> text(Path file) {
    read.add(file);
    return new SourceFile(file).read(problems);
  }

  /// The tree of a file, read once whoever asks; empty and a problem where there is none.
  public Optional<Node.Table> tree(Path file, Problems to) {
    Parsed parsed = trees.get(file);
    if (parsed == null) {
      parsed = parse(file);
      trees.put(file, parsed);
    }
    to.include(parsed.problems());
    return parsed.tree();
  }

  private Parsed parse(Path file) {
    read.add(file);
    Problems own = new Problems();
    Optional<Node.Table> tree =
        new SourceFile(file)
            .read(own)
            .flatMap(text -> Syntax.of(file, text).parse(file, text, own));
    return new Parsed(tree, own);
  }

  public List<Path> read() {
    return List.copyOf(read);
  }
}
