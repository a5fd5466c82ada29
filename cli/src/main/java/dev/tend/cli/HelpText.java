package dev.tend.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Help, out of the verbs' own grammar.
record HelpText(PrintStream out) {

  /// The left column of what is explained.
  private static final int COLUMN = 22;

  /// More on one line are not read; they stand below it one by one.
  private static final int OPTIONS_IN_USAGE_MAX = 5;

  /// What all verbs are, one line each.
  void printAll() {
    out.println("Keep processes running, and say why they are as they are");
    out.println();
    out.println("Usage: tend [GLOBAL OPTIONS] VERB [ARGUMENTS]");
    for (Verbs.Section section : Verbs.SECTIONS) {
      out.println();
      out.println(section.title() + ":");
      section.verbs().forEach(name -> explain(name, Verbs.require(name).summary()));
    }
    out.println();
    printGlobalOptions();
    out.println();
    out.println("A UNIT is a name (web), an instance (web.2), a pattern ('web*') or a group");
    out.println("(@backend). Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 (status)");
    out.println("something is not as it should be, 4 no daemon there.");
    out.println();
    out.println("'tend help VERB' says more about a verb.");
  }

  void print(Verb verb) {
    out.println(verb.summary());
    out.println();
    out.println("Usage: " + usage(verb));
    for (String paragraph : verb.details()) {
      out.println();
      wrap(paragraph).forEach(out::println);
    }
    if (!verb.parameters().isEmpty() || !verb.options().isEmpty()) {
      out.println();
    }
    verb.parameters().forEach(it -> explain(it.paramLabel(), it.description()[0]));
    verb.options().forEach(it -> explain(synopsis(it), it.description()[0]));
    out.println();
    printGlobalOptions();
    out.println();
    out.println("Examples:");
    for (Verb.Example example : verb.examples()) {
      out.println("  " + example.line());
      out.println("      " + example.meaning());
    }
  }

  private void printGlobalOptions() {
    out.println("Global options:");
    GlobalOptions.specs().forEach(option -> explain(synopsis(option), option.description()[0]));
  }

  private void explain(String what, String meaning) {
    out.println("  " + what + " ".repeat(Math.max(2, COLUMN - what.length())) + meaning);
  }

  /// `tend status [UNIT…] [options]`.
  static String usage(Verb verb) {
    Stream<String> parameters = verb.parameters().stream().map(HelpText::synopsis);
    Stream<String> options =
        verb.options().size() > OPTIONS_IN_USAGE_MAX
            ? Stream.of("[OPTIONS]")
            : verb.options().stream().map(HelpText::synopsis).map(it -> "[" + it + "]");
    return Stream.concat(Stream.of("tend " + verb.name()), Stream.concat(parameters, options))
        .collect(Collectors.joining(" "));
  }

  private static String synopsis(PositionalParamSpec parameter) {
    String many = parameter.arity().max() > 1 ? "…" : "";
    String label = parameter.paramLabel() + many;
    return parameter.arity().min() == 0 ? "[" + label + "]" : label;
  }

  /// `-n, --lines N`.
  static String synopsis(OptionSpec option) {
    String names = String.join(", ", option.names());
    if (option.arity().max() == 0) {
      return names;
    }
    return option.arity().min() == 0
        ? names + "[=" + option.paramLabel() + "]"
        : names + " " + option.paramLabel();
  }

  private static List<String> wrap(String paragraph) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : paragraph.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > 80) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
