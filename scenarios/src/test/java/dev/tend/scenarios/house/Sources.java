package dev.tend.scenarios.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The Java files of the checkout, for rules that the compiler cannot keep.
final class Sources {

  /// The folder of the checkout; the build says which.
  static final Path ROOT = Path.of(System.getProperty("tend.root", "..")).toAbsolutePath();

  /// @param path relative to the checkout: `core/src/main/java/…`
  record SourceFile(Path path, List<String> lines) {

    /// Whether it is no test.
    boolean isMain() {
      return path.startsWith(path.getName(0).resolve("src/main"));
    }

    /// Whether it ships; the simulation is a library for tests.
    boolean ships() {
      return isMain() && !path.startsWith("sim");
    }

    /// The code without its comments, so that a rule does not trip over a sentence about it.
    String code() {
      StringBuilder code = new StringBuilder();
      for (String line : lines) {
        String text = line.strip();
        if (!text.startsWith("//")) {
          code.append(line).append('\n');
        }
      }
      return code.toString();
    }
  }

  private Sources() {}

  static List<SourceFile> all() {
    try (Stream<Path> paths = Files.find(ROOT, Integer.MAX_VALUE, (path, file) -> isSource(path))) {
      return paths.sorted().map(Sources::read).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<SourceFile> main() {
    return all().stream().filter(SourceFile::isMain).toList();
  }

  static List<SourceFile> shipping() {
    return all().stream().filter(SourceFile::ships).toList();
  }

  private static boolean isSource(Path path) {
    Path relative = ROOT.relativize(path);
    return relative.getNameCount() > 2
        && relative.getName(1).toString().equals("src")
        && path.toString().endsWith(".java");
  }

  private static SourceFile read(Path path) {
    try {
      return new SourceFile(ROOT.relativize(path), Files.readAllLines(path));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
