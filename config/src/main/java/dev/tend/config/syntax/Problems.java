package dev.tend.config.syntax;

import dev.tend.config.problem.Place;
import dev.tend.config.problem.Problem;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What was found wrong so far, in the order of files and places.
///
/// Reading goes on behind a mistake, so that all of them are found at once. The same mistake met
/// twice counts once: a key of the defaults is read again for each unit that takes it over.
public final class Problems {

  private final SortedSet<Problem> found = new TreeSet<>();
  private final SortedSet<Problem> absences = new TreeSet<>();
  private final SortedSet<Problem> warnings = new TreeSet<>();
  private boolean partial;

  public void add(Place place, String sentence) {
    add(place, sentence, "");
  }

  public void add(Place place, String sentence, String hint) {
    found.add(new Problem(place, sentence, hint));
  }

  /// Adds that a value is of another type than it should be.
  ///
  /// @param expected what it should be, with its article
  public void addMismatch(Node node, String expected, String hint) {
    add(node.place(), "expected " + expected + ", found " + node.kind(), hint);
  }

  /// Adds that something is not there. It counts only when every file could be read to its end:
  /// otherwise it may well stand in what could not be read.
  public void addAbsence(Place place, String sentence, String hint) {
    absences.add(new Problem(place, sentence, hint));
  }

  /// Adds what is doubtful and yet no reason to refuse the configuration.
  public void warn(Place place, String sentence, String hint) {
    warnings.add(new Problem(place, sentence, hint));
  }

  /// Notes that a part of what the operator wrote could not be read.
  public void markPartial() {
    partial = true;
  }

  /// Takes over what was found elsewhere.
  public void include(Problems others) {
    found.addAll(others.found);
    absences.addAll(others.absences);
    warnings.addAll(others.warnings);
    partial |= others.partial;
  }

  public boolean none() {
    return found().isEmpty();
  }

  public List<Problem> found() {
    SortedSet<Problem> all = new TreeSet<>(found);
    if (!partial) {
      all.addAll(absences);
    }
    return List.copyOf(all);
  }

  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }
}
