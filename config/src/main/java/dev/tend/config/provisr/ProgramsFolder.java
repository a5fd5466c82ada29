package dev.tend.config.provisr;

import dev.tend.config.syntax.Problems;
import dev.tend.config.syntax.Sources;
import java.nio.file.Path;
import java.util.Optional;

/// The programs directory: a file for each unit, in any syntax. What begins with a dot or has
/// another ending is no program, and folders in it are passed over.
record ProgramsFolder(Path folder, Sources sources) {
  private static final EntryForm FORM = new EntryForm();

  /// Hands each file to the intake, in the order of names.
  void read(Intake intake) {
    for (Path file : sources.in(folder)) {
      Problems own = new Problems();
      Optional<Entry> entry =
          sources.tree(file, own).flatMap(tree -> FORM.decode(Sparse.of(tree), own));
      intake.program(entry, own);
    }
  }
}
