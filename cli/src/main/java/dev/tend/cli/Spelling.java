package dev.tend.cli;

import dev.tend.api.InstanceStatus;
import dev.tend.api.Outcome;
import dev.tend.api.TendClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/// Units named by an option, for hands and scripts that are used to it. There the second instance
/// of `web` is called `web-2`.
sealed interface Spelling {

  /// What is looked for.
  String text();

  /// The option without its dashes, and the name of the same in a URL.
  String option();

  /// Whether an instance is meant.
  boolean means(InstanceStatus status);

  /// One unit, or one instance of it.
  record Name(String text) implements Spelling {
    @Override
    public String option() {
      return "name";
    }

    @Override
    public boolean means(InstanceStatus status) {
      return names(status).anyMatch(text::equals);
    }
  }

  /// All instances of a unit; not those of others whose names begin alike.
  record AllOf(String text) implements Spelling {
    @Override
    public String option() {
      return "base";
    }

    @Override
    public boolean means(InstanceStatus status) {
      return status.unit().equals(text);
    }
  }

  /// All whose name fits a pattern; `*` stands for anything.
  record Wildcard(String text) implements Spelling {
    @Override
    public String option() {
      return "wildcard";
    }

    @Override
    public boolean means(InstanceStatus status) {
      Predicate<String> pattern =
          Stream.of(text.split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.collectingAndThen(Collectors.joining(".*"), Pattern::compile))
              .asMatchPredicate();
      return names(status).anyMatch(pattern);
    }
  }

  static List<OptionSpec> options() {
    return List.of(
        Grammar.option("NAME", "A unit, or an instance of it (web-2)", "--name"),
        Grammar.option("NAME", "All instances of a unit", "--base"),
        Grammar.option("PATTERN", "All whose name fits, as in 'web-*'", "--wildcard"));
  }

  /// What was named by an option.
  static Optional<Spelling> of(Invocation invocation) {
    List<Spelling> given =
        Stream.of(
                invocation.value("--name").<Spelling>map(Name::new),
                invocation.value("--base").<Spelling>map(AllOf::new),
                invocation.value("--wildcard").<Spelling>map(Wildcard::new))
            .flatMap(Optional::stream)
            .toList();
    if (given.size() + Math.min(1, invocation.parameters().size()) > 1) {
      throw new WrongUsage("units are named in more than one way", "Use one of the ways.");
    }
    return given.stream().findFirst();
  }

  /// The one unit or pattern that stands as a word, for a daemon that knows no more than one.
  static Optional<Spelling> ofWords(Invocation invocation) {
    List<String> words = invocation.parameters();
    if (words.size() > 1) {
      throw new WrongUsage("--api-url takes one unit at a time", "");
    }
    return words.stream()
        .findFirst()
        .map(word -> word.contains("*") ? new Wildcard(word) : new Name(word));
  }

  /// The instances that are meant. A name that nobody has is refused, a pattern that fits nobody
  /// means nobody.
  default Outcome<List<InstanceStatus>> find(TendClient client) {
    return client
        .units(List.of())
        .then(all -> {
          List<InstanceStatus> meant = all.stream().filter(this::means).toList();
          if (!(this instanceof Name)) {
            return new Outcome.Done<>(meant);
          }
          // A unit that is called web-2 itself comes before the second instance of web.
          boolean whole = meant.stream().anyMatch(status -> status.unit().equals(text()));
          return meant.isEmpty() || whole
              ? client.units(List.of(text()))
              : new Outcome.Done<>(meant);
        });
  }

  /// The same as selectors of ours.
  default Outcome<List<String>> selectors(TendClient client) {
    return find(client)
        .map(meant -> {
          List<String> selectors = new ArrayList<>();
          for (InstanceStatus status : meant) {
            boolean whole = text().equals(status.unit());
            selectors.add(whole ? status.unit() : Goal.key(status));
          }
          return selectors.stream().distinct().toList();
        });
  }

  private static Stream<String> names(InstanceStatus status) {
    return Stream.of(status.unit(), status.unit() + "-" + status.instance());
  }
}
