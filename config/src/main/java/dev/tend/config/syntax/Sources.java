package dev.tend.config.syntax;

import dev.tend.config.problem.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The files that a configuration consists of, noted as they are read.
public final class Sources {

  private static final List<String> ENDINGS = List.of(".toml", ".yaml", ".yml", ".json");

  private final Problems problems;
  private final SortedMap<Path, Optional<String>> pending;
  private final SequencedSet<Path> read = new LinkedHashSet<>();

  private final Map<Path, Parsed> trees = new HashMap<>();

  private record Parsed(Optional<Node.Table> tree, Problems problems) {}

  public Sources(Problems problems) {
    this(problems, new TreeMap<>());
  }

  /// @param pending by absolute path: texts to read instead of what stands there, and files to take
  ///   for gone
  public Sources(Problems problems, SortedMap<Path, Optional<String>> pending) {
    this.problems = problems;
    this.pending = pending;
  }

  /// The text of a file, or empty and a problem.
  public Optional<String> text(Path file) {
    return text(file, problems);
  }

  private Optional<String> text(Path file, Problems to) {
    read.add(file);
    Optional<String> instead = pending.getOrDefault(key(file), Optional.empty());
    return instead.isPresent() ? instead : new SourceFile(file).read(to);
  }

  /// The files of a folder that are written in a syntax of ours, in the order of their names; none
  /// of a folder that is not there. Hidden ones are passed over: editors leave such files.
  public List<Path> in(Path folder) {
    var files = new TreeSet<Path>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.list(folder)) {
        all.filter(Files::isRegularFile).forEach(files::add);
      } catch (IOException unreadable) {
        problems.add(Place.whole(folder), "cannot be listed: " + unreadable.getMessage());
        problems.markPartial();
      }
    }
    pending.forEach((file, text) -> {
      if (key(folder).equals(file.getParent())) {
        Path named = folder.resolve(file.getFileName());
        var _ = text.isPresent() ? files.add(named) : files.remove(named);
      }
    });
    return files.stream().filter(Sources::isMeant).toList();
  }

  private static boolean isMeant(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
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
    Problems own = new Problems();
    Optional<Node.Table> tree =
        text(file, own).flatMap(text -> Syntax.of(file, text).parse(file, text, own));
    return new Parsed(tree, own);
  }

  public List<Path> read() {
    return List.copyOf(read);
  }
}
