package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The path of a folder that is there.
record FolderForm() implements Form<Path> {

  private static final PathForm PATH = new PathForm();

  @Override
  public String type() {
    return PATH.type();
  }

  @Override
  public String range() {
    return "a folder that is there";
  }

  @Override
  public Optional<Path> decode(Node node, Problems problems) {
    Optional<Path> path = PATH.decode(node, problems);
    path.filter(folder -> !Files.isDirectory(folder))
        .ifPresent(absent ->
            problems.add(
                node.place(),
                Files.exists(absent)
                    ? "'" + absent + "' is not a folder"
                    : "there is no folder '" + absent + "'"));
    return path;
  }

  @Override
  public String write(Path value) {
    return PATH.write(value);
  }
}
