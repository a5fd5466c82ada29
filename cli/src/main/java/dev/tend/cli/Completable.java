package dev.tend.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/// What the completions of all shells are made of.
final class Completable {

  private Completable() {}

  static List<Verb> verbs() {
    return Verbs.names().stream().map(Verbs::require).toList();
  }

  /// The first words: verbs, and `group` once.
  static List<String> firstWords() {
    return Verbs.names().stream().map(name -> name.split(" ", 2)[0]).distinct().toList();
  }

  /// The second words behind `group`.
  static List<String> groupWords() {
    return Verbs.names().stream()
        .filter(name -> name.startsWith(Verbs.GROUP + " "))
        .map(name -> name.substring(Verbs.GROUP.length() + 1))
        .toList();
  }

  static Stream<OptionSpec> options(Verb verb) {
    return Stream.concat(verb.options().stream(), GlobalOptions.specs().stream());
  }

  static List<String> optionNames(Verb verb) {
    return options(verb).flatMap(option -> Stream.of(option.names())).toList();
  }
}
