package dev.tend.config.problem;

import java.nio.file.Path;
import java.util.Comparator;

/// Where something stands in a file.
///
/// @param file as the operator would name it: the given path, or one that leads there from it
/// @param line from 1; 0 stands for the file as a whole
/// @param column from 1, in characters; 0 for the file as a whole
public record Place(Path file, int line, int column) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  public static Place whole(Path file) {
    return new Place(file, 0, 0);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /// `web.toml:12:9`.
  @Override
  public String toString() {
    return line == 0 ? file.toString() : file + ":" + line + ":" + column;
  }
}
