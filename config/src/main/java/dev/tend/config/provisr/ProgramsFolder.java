package dev.tend.config.provisr;

import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Problems;
import dev.tend.config.syntax.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The programs directory: a file for each unit, in any syntax. What begins with a dot or has
/// another ending is no program, and folders in it are passed over.
record ProgramsFolder(Path folder, Sources sources) {
  private static final Set<String> ENDINGS = Set.of("toml", "yaml", "yml", "json");
  private static final EntryForm FORM = new EntryForm();

  /// Hands each file to the intake, in the order of names.
  void read(Intake intake, Problems problems) {
    for (Path file : files(problems)) {
      Problems own = new Problems();
      Optional<Entry> entry =
          sources.tree(file, own).flatMap(tree -> FORM.decode(Sparse.of(tree), own));
      intake.program(entry, own);
    }
  }

  private List<Path> files(Problems problems) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(ProgramsFolder::isProgram).sorted().toList();
    } catch (IOException unreadable) {
      problems.add(Place.whole(folder), "cannot be listed: " + unreadable.getMessage());
      return List.of();
    }
  }

  private static boolean isProgram(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot > 0
        && !name.startsWith(".")
        && ENDINGS.contains(name.substring(dot + 1))
        && !Files.isDirectory(file);
  }
}
