package dev.tend.config.provisr;

import dev.tend.config.LeftOut;
import dev.tend.config.problem.Place;
import dev.tend.config.problem.Problem;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The units as they come in, each sound or not.
///
/// A mistake in the main file refuses all of it. One in a file of the programs directory leaves out
/// that unit alone: such files come and go one by one, and often a program wrote them.
final class Intake {
  private final ProvisrSpecs specs;
  private final Problems problems;
  private final SortedMap<UnitName, UnitDraft> sound = new TreeMap<>();
  private final SortedSet<UnitName> programs = new TreeSet<>();
  private final SortedSet<String> absent = new TreeSet<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  /// @param problems of the main file
  Intake(ProvisrSpecs specs, Problems problems) {
    this.specs = specs;
    this.problems = problems;
  }

  /// Takes in a unit of the main file.
  void inline(Entry entry) {
    Problems own = new Problems();
    Optional<UnitDraft> draft = specs.read(entry, own);
    problems.include(own);
    draft.ifPresent(this::keep);
  }

  /// Takes in a file of the programs directory.
  ///
  /// @param entry what stands in it; empty where that could not be made out
  /// @param own what is wrong with it so far
  void program(Optional<Entry> entry, Problems own) {
    Optional<UnitDraft> draft = entry.flatMap(known -> specs.read(known, own));
    own.warnings()
        .forEach(warning -> problems.warn(warning.place(), warning.sentence(), warning.hint()));
    String name = entry.map(Entry::name).orElse("");
    own.found()
        .forEach(problem ->
            leftOut.add(
                name.isEmpty() ? new LeftOut.File(problem) : new LeftOut.Unit(name, problem)));
    if (!own.none()) {
      absent.add(name);
      return;
    }
    draft.ifPresent(known -> {
      UnitDraft before = sound.get(known.name());
      if (before != null) {
        leftOut.add(new LeftOut.Unit(known.name().text(), twice(known, before)));
      } else {
        programs.add(known.name());
        sound.put(known.name(), known);
      }
    });
  }

  private void leaveOut(String name, Problem problem) {
    absent.add(name);
    leftOut.add(new LeftOut.Unit(name, problem));
  }

  private void keep(UnitDraft draft) {
    UnitDraft before = sound.putIfAbsent(draft.name(), draft);
    if (before != null) {
      Problem twice = twice(draft, before);
      problems.add(twice.place(), twice.sentence(), twice.hint());
    }
  }

  private static Problem twice(UnitDraft draft, UnitDraft before) {
    return new Problem(
        draft.place(),
        "'" + draft.name() + "' is defined twice: " + before.place() + " has it already",
        "Two units need two names.");
  }

  /// Reports what is wrong with a unit beside others: one of the programs directory is left out.
  void object(UnitDraft draft, Place place, String sentence, String hint) {
    if (programs.contains(draft.name())) {
      sound.remove(draft.name());
      leaveOut(draft.name().text(), new Problem(place, sentence, hint));
    } else {
      problems.add(place, sentence, hint);
    }
  }

  /// By name, those that were left out no longer among them.
  SortedMap<UnitName, UnitDraft> sound() {
    return sound;
  }

  /// Names of what was left out, as they are written.
  Set<String> absent() {
    return absent;
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }
}
