package dev.tend.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reads the words behind a verb by that verb's options and parameters and the global ones.
record Grammar(Verb verb) {

  /// Exactly one UNIT or the like.
  static PositionalParamSpec one(String label, String description) {
    return parameter(label, description, "1");
  }

  /// Any number of them, none too.
  static PositionalParamSpec any(String label, String description) {
    return parameter(label, description, "0..*");
  }

  static PositionalParamSpec some(String label, String description) {
    return parameter(label, description, "1..*");
  }

  static PositionalParamSpec optional(String label, String description) {
    return parameter(label, description, "0..1");
  }

  private static PositionalParamSpec parameter(String label, String description, String arity) {
    return PositionalParamSpec.builder()
        .type(arity.endsWith("*") ? List.class : String.class)
        .auxiliaryTypes(String.class)
        .index(arity.endsWith("*") ? "0..*" : "0")
        .arity(arity)
        .required(arity.startsWith("1"))
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .type(Boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  static OptionSpec option(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// An option that may stand without its value; one that it is given stands behind a `=`.
  static OptionSpec optionalValue(
      String label, String fallback, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .arity("0..1")
        .fallbackValue(fallback)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// An option that may stand several times.
  static OptionSpec repeated(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// Throws [WrongUsage] for what makes no sense. Where help is asked for nothing else is demanded.
  ParseResult parse(List<String> words) {
    CommandSpec spec = CommandSpec.create().name("tend " + verb.name());
    GlobalOptions.specs().forEach(spec::addOption);
    verb.options().forEach(spec::addOption);
    verb.parameters().forEach(spec::addPositional);
    // A group is written @name, which picocli would otherwise take for a file of arguments.
    CommandLine line = new CommandLine(spec).setExpandAtFiles(false).setInterpolateVariables(false);
    try {
      return line.parseArgs(words.stream().map(this::spelledOut).toArray(String[]::new));
    } catch (ParameterException wrong) {
      throw complaint(wrong);
    }
  }

  /// Where a value may be left out, the next word would be taken for it.
  private String spelledOut(String word) {
    return verb.options().stream()
        .filter(option -> option.arity().min() == 0 && option.arity().max() == 1)
        .filter(option -> List.of(option.names()).contains(word))
        .findFirst()
        .map(option -> word + "=" + option.fallbackValue())
        .orElse(word);
  }

  private WrongUsage complaint(ParameterException wrong) {
    String help = "See 'tend help " + verb.name() + "'.";
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      if (!word.startsWith("-")) {
        return new WrongUsage(verb.name() + " does not take '" + word + "'", help);
      }
      String suggestion = Suggestion.hint(optionNames(), word.replaceFirst("=.*", ""));
      return new WrongUsage(
          "there is no option '" + word + "'", suggestion.isEmpty() ? help : suggestion);
    }
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      String what = missing.getMissing().getFirst().paramLabel();
      return new WrongUsage(verb.name() + " needs " + what, help);
    }
    return new WrongUsage(verb.name() + ": " + wrong.getMessage(), help);
  }

  private List<String> optionNames() {
    return Stream.concat(GlobalOptions.specs().stream(), verb.options().stream())
        .flatMap(option -> Stream.of(option.names()))
        .toList();
  }
}
