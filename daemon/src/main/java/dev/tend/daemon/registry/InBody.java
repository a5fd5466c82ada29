package dev.tend.daemon.registry;

import dev.tend.config.Reading;
import dev.tend.config.problem.Place;
import dev.tend.config.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/// A text that was sent, and is read as if it stood in a file: what is wrong in it is not said to
/// stand in a file that nobody has seen yet.
///
/// @param path the file
record InBody(Path path) {

  private static final Path BODY = Path.of("body");

  List<Problem> of(List<Problem> problems) {
    return problems.stream().map(this::of).toList();
  }

  private Problem of(Problem problem) {
    Place place = problem.place();
    return place.file().equals(path)
        ? new Problem(
            new Place(BODY, place.line(), place.column()), problem.sentence(), problem.hint())
        : problem;
  }

  /// What is doubtful in the text.
  List<String> doubts(Reading.Good good) {
    return of(good.warnings()).stream()
        .filter(problem -> problem.place().file().equals(BODY))
        .map(Problem::toString)
        .toList();
  }
}
