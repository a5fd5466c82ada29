package dev.tend.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/// What the completions of all shells are made of.
final class Completable {

  private Completable() {}

  static List<Verb> verbs() {
    return Verbs.names().stream().map(Verbs::require).toList();
  }

  /// The first words: verbs, and each family once.
  static List<String> firstWords() {
    return Verbs.names().stream().map(name -> name.split(" ", 2)[0]).distinct().toList();
  }

  /// The first words of the families, between blanks.
  static String families() {
    return Verbs.FAMILIES.stream().map(Verbs.Family::word).collect(Collectors.joining(" "));
  }

  /// A line for each family, with its word and the second words behind it in their places.
  static String eachFamily(String template) {
    return Verbs.FAMILIES.stream()
        .map(family -> String.format(template, family.word(), String.join(" ", family.verbs())))
        .collect(Collectors.joining());
  }

  static Stream<OptionSpec> options(Verb verb) {
    return Stream.concat(verb.options().stream(), GlobalOptions.specs().stream());
  }

  static List<String> optionNames(Verb verb) {
    return options(verb).flatMap(option -> Stream.of(option.names())).toList();
  }
}
