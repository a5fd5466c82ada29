package dev.tend.config.nativeform;

import dev.tend.config.decode.Placed;
import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.config.syntax.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/// Reads the files of a native configuration: the one that the operator named, and what it
/// includes.
public final class Loader {

  private static final List<String> MAIN_FILES =
      List.of("tend.toml", "tend.yaml", "tend.yml", "tend.json");

  /// What a folder's main file need not include by name.
  private static final IncludePattern DROP_INS = new IncludePattern("conf.d/*");

  private final Sources sources;
  private final Problems problems;
  private final List<Node.Table> trees = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private final List<Path> open = new ArrayList<>();

  public Loader(Sources sources, Problems problems) {
    this.sources = sources;
    this.problems = problems;
  }

  /// The trees of all files, those that include others first.
  ///
  /// @param given a file, or a folder with a `tend.toml` (`.yaml`, `.yml`, `.json`) and perhaps a
  ///   `conf.d`
  public List<Node.Table> load(Path given) {
    Place whole = Place.whole(given);
    if (!Files.isDirectory(given)) {
      file(given, whole);
      return trees;
    }
    List<Path> mains = MAIN_FILES.stream().map(given::resolve).filter(sources::exists).toList();
    if (mains.isEmpty()) {
      problems.add(whole, "holds none of " + String.join(", ", MAIN_FILES));
      problems.markPartial();
    } else if (mains.size() > 1) {
      problems.add(whole, "holds both " + mains.get(0) + " and " + mains.get(1), "Keep one.");
    } else {
      file(mains.getFirst(), whole);
      include(mains.getFirst(), new Placed<>(whole, DROP_INS.text()));
    }
    return trees;
  }

  /// The trees of a folder of units that were registered: nothing else may stand in its files.
  ///
  /// @param folder need not be there
  public List<Node.Table> registered(Path folder) {
    int before = trees.size();
    sources.in(folder).forEach(file -> file(file, Place.whole(file)));
    List<Node.Table> added = List.copyOf(trees.subList(before, trees.size()));
    added.forEach(this::refuseAllButUnits);
    return added;
  }

  private void refuseAllButUnits(Node.Table tree) {
    tree.entries()
        .forEach((name, entry) -> {
          if (!RootKeys.UNITS.contains(name)) {
            problems.add(
                entry.place(),
                "'" + name + "' cannot stand here",
                "A registered file holds units only: " + String.join(", ", RootKeys.UNITS) + ".");
          }
        });
  }

  /// Reads a file once.
  ///
  /// @param from where it is named
  private void file(Path file, Place from) {
    Path identity = identity(file);
    if (open.contains(identity)) {
      List<Path> circle = new ArrayList<>(open.subList(open.indexOf(identity), open.size()));
      circle.add(identity);
      List<String> names = circle.stream().map(path -> path.getFileName().toString()).toList();
      problems.add(from, "files include each other in a circle: " + String.join(" -> ", names));
      return;
    }
    if (!seen.add(identity)) {
      return;
    }
    open.add(identity);
    sources.tree(file, problems).ifPresent(tree -> take(file, tree));
    open.removeLast();
  }

  private void take(Path file, Node.Table tree) {
    trees.add(tree);
    Optional<Node> include = tree.find(RootKeys.INCLUDE.name());
    include
        .flatMap(node -> RootKeys.INCLUDE.form().decode(node, problems))
        .ifPresent(patterns -> patterns.forEach(pattern -> include(file, pattern)));
  }

  private void include(Path file, Placed<String> pattern) {
    try {
      for (Path match : new IncludePattern(pattern.value()).matches(file, sources)) {
        if (sources.exists(match)) {
          file(match, pattern.place());
        } else {
          missing(pattern, match);
        }
      }
    } catch (IOException unreadable) {
      problems.add(pattern.place(), "cannot list what is included: " + unreadable.getMessage());
      problems.markPartial();
    } catch (PatternSyntaxException | InvalidPathException broken) {
      problems.add(pattern.place(), "'" + pattern.value() + "' is not a pattern of paths");
      problems.markPartial();
    }
  }

  private void missing(Placed<String> pattern, Path match) {
    problems.add(
        pattern.place(),
        "there is no file '" + match + "'",
        "A pattern such as \"conf.d/*\" may match nothing.");
    problems.markPartial();
  }

  private static Path identity(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException unreadable) {
      // Whoever reads it will say so.
      return file.toAbsolutePath().normalize();
    }
  }
}
