package dev.tend.config.syntax;

import dev.tend.config.problem.Place;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
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
  private final boolean sealed;
  private final SequencedSet<Path> read = new LinkedHashSet<>();
  private final SortedMap<Path, String> texts = new TreeMap<>();

  private final Map<Path, Parsed> trees = new HashMap<>();

  private record Parsed(Optional<Node.Table> tree, Problems problems) {}

  public Sources(Problems problems) {
    this(problems, new TreeMap<>(), false);
  }

  /// @param pending by absolute path: texts to read instead of what stands there, and files to take
  ///   for gone
  /// @param sealed whether nothing else is there
  public Sources(Problems problems, SortedMap<Path, Optional<String>> pending, boolean sealed) {
    this.problems = problems;
    this.pending = pending;
    this.sealed = sealed;
  }

  /// The text of a file, or empty and a problem.
  public Optional<String> text(Path file) {
    return text(file, problems);
  }

  private Optional<String> text(Path file, Problems to) {
    read.add(file);
    Optional<String> instead = pending.getOrDefault(key(file), Optional.empty());
    if (sealed && instead.isEmpty()) {
      to.add(Place.whole(file), "there was no such file");
      to.markPartial();
      return Optional.empty();
    }
    Optional<String> text = instead.isPresent() ? instead : new SourceFile(file).read(to);
    text.ifPresent(read -> texts.put(key(file), read));
    return text;
  }

  /// Whether there is such a file.
  public boolean exists(Path file) {
    Optional<String> instead = pending.get(key(file));
    return instead == null ? !sealed && Files.exists(file) : instead.isPresent();
  }

  /// What stands in a folder by names that match a pattern, files and folders.
  public List<Path> children(Path folder, String glob) throws IOException {
    List<Path> children = new ArrayList<>();
    if (sealed) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      Path whole = key(folder);
      int depth = whole.getNameCount();
      for (Path file : pending.keySet()) {
        if (file.startsWith(whole) && file.getNameCount() > depth) {
          Path name = file.getName(depth);
          Path child = folder.resolve(name);
          if (matcher.matches(name) && !children.contains(child)) {
            children.add(child);
          }
        }
      }
    } else if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, glob)) {
        matching.forEach(children::add);
      }
    }
    return children;
  }

  /// The files of a folder that are written in a syntax of ours, in the order of their names; none
  /// of a folder that is not there. Hidden ones are passed over: editors leave such files.
  public List<Path> in(Path folder) {
    var files = new TreeSet<Path>();
    if (!sealed && Files.isDirectory(folder)) {
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

  /// What was read, by absolute path.
  public SortedMap<Path, String> texts() {
    return Collections.unmodifiableSortedMap(texts);
  }
}
