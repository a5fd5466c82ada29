package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// A path; a relative one counts from the folder of the file that it stands in.
public record PathForm() implements Form<Path> {

  @Override
  public String type() {
    return "path";
  }

  @Override
  public Optional<Path> decode(Node node, Problems problems) {
    return TextForm.decode(node, "a path", problems)
        .flatMap(text -> resolve(node.place(), text, problems));
  }

  /// The path that `text` means where it stands, in the words of the operator: relative if the
  /// configuration was named by a relative path.
  static Optional<Path> resolve(Place place, String text, Problems problems) {
    if (text.isEmpty()) {
      problems.add(place, "the path is empty");
      return Optional.empty();
    }
    try {
      return Optional.of(place.file().resolveSibling(text).normalize());
    } catch (InvalidPathException unfit) {
      // With LANG=C the JDK takes ASCII names only.
      problems.add(place, "'" + text + "' is not a path: " + unfit.getReason());
      return Optional.empty();
    }
  }

  @Override
  public String write(Path value) {
    return "\"" + value + '"';
  }
}
