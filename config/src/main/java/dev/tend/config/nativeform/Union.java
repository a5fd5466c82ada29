package dev.tend.config.nativeform;

import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The trees of several files as one tree, in which everything is said once.
record Union(Problems problems) {

  Node.Table of(Path given, List<Node.Table> trees) {
    Place top = trees.isEmpty() ? Place.whole(given) : trees.getFirst().place();
    Node.Table union = new Node.Table(top, new LinkedHashMap<>());
    for (Node.Table tree : trees) {
      SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>(tree.entries());
      // Each file has its own, and Loader has followed it.
      entries.remove(RootKeys.INCLUDE.name());
      union = join(union, new Node.Table(tree.place(), entries), "");
    }
    return union;
  }

  private Node.Table join(Node.Table first, Node.Table second, String path) {
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>(first.entries());
    second
        .entries()
        .forEach((name, entry) ->
            entries.merge(name, entry, (before, _) -> both(before, entry, path + name)));
    return new Node.Table(first.place(), entries);
  }

  private Node.Entry both(Node.Entry before, Node.Entry after, String path) {
    if (before.value() instanceof Node.Table first
        && after.value() instanceof Node.Table second
        && mayBeSplit(path)) {
      return new Node.Entry(before.place(), join(first, second, path + "."));
    }
    problems.add(
        after.place(),
        "'" + path + "' is defined twice: " + before.place() + " has it already",
        RootKeys.UNITS.stream().anyMatch(kind -> path.startsWith(kind + "."))
            ? "Two units need two names."
            : "");
    return before;
  }

  /// Tables that several files may add to; a unit stands in one.
  private static boolean mayBeSplit(String path) {
    return !path.contains(".") || path.equals("defaults.service") || path.equals("defaults.job");
  }
}
