package dev.tend.config.nativeform;

import dev.tend.config.syntax.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A path of `include`, in which the parts between slashes may have wildcards.
///
/// A wildcard does not match a dot at the beginning of a name, as in a shell: editors leave files
/// there that nobody means.
record IncludePattern(String text) {

  boolean wild() {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /// What there is, in the order of names; the path itself where it has no wildcard.
  ///
  /// @param including the file that the pattern stands in
  List<Path> matches(Path including, Sources sources) throws IOException {
    Path pattern = Path.of(text);
    Path start = pattern.isAbsolute() ? pattern.getRoot() : including.resolveSibling("");
    List<Path> found = List.of(start);
    for (Path part : pattern) {
      found = new IncludePattern(part.toString()).step(found, sources);
    }
    return wild() ? found.stream().filter(sources::exists).toList() : found;
  }

  private List<Path> step(List<Path> folders, Sources sources) throws IOException {
    if (!wild()) {
      return folders.stream().map(folder -> folder.resolve(text).normalize()).toList();
    }
    List<Path> children = new ArrayList<>();
    for (Path folder : folders) {
      children.addAll(sources.children(folder, text));
    }
    return children.stream()
        .filter(child -> text.startsWith(".") || !child.getFileName().toString().startsWith("."))
        .sorted()
        .toList();
  }
}
