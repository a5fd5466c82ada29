package dev.tend.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;

/// The completion of fish: one `complete` for each verb, option and parameter.
final class FishCompletion {

  private FishCompletion() {}

  static String script() {
    StringBuilder script = new StringBuilder(HEAD.replace("{families}", Completable.families()));
    for (Verb verb : Completable.verbs()) {
      if (!verb.name().contains(" ")) {
        script.append(line("__tend_is ''", "-a " + verb.name() + meaning(verb.summary())));
      }
    }
    for (Verbs.Family family : Verbs.FAMILIES) {
      script.append(line("__tend_is ''", "-a " + family.word() + meaning(family.meaning())));
      script.append(
          line("__tend_is " + family.word(), "-a '" + String.join(" ", family.verbs()) + "'"));
    }
    GlobalOptions.specs().forEach(option -> script.append(option("true", option)));
    for (Verb verb : Completable.verbs()) {
      String condition = "__tend_is '" + verb.name() + "'";
      verb.options().forEach(option -> script.append(option(condition, option)));
      script.append(parameter(condition, verb));
    }
    return script.toString();
  }

  private static String option(String condition, OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name ->
                name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
            .collect(Collectors.joining(" "));
    String value =
        switch (option.arity().max()) {
          case 0 -> "";
          default -> value(option.paramLabel());
        };
    return line(condition, names + value + meaning(option.description()[0]));
  }

  private static String value(String label) {
    return switch (label) {
      case "PATH" -> " -r -F";
      case "GROUP" -> " -x -a '(__tend_ask --groups)'";
      case "out|err" -> " -x -a 'out err'";
      default -> " -x";
    };
  }

  private static String parameter(String condition, Verb verb) {
    return switch (verb.completes()) {
      case NOTHING -> "";
      case UNITS -> line(condition, "-a '(__tend_ask)'");
      case GROUPS -> line(condition, "-a '(__tend_ask --groups)'");
      case FILES -> line(condition, "-F");
      case SHELLS -> line(condition, "-a '" + String.join(" ", CompletionVerb.SHELLS) + "'");
      case VERBS -> line(condition, "-a '" + String.join(" ", Completable.firstWords()) + "'");
    };
  }

  private static String line(String condition, String rest) {
    return "complete -c tend -n \"" + condition + "\" " + rest + "\n";
  }

  private static String meaning(String text) {
    return " -d '" + text.replace("'", "\\'") + "'";
  }

  private static final String HEAD =
      """
      # fish completion for tend; load with: tend completion fish | source

      # Sets what was typed before: the verb, and the options that name the daemon.
      function __tend_words
          set -g __tend_verb ''
          set -g __tend_where
          set -l words (commandline -opc)
          set -e words[1]
          while set -q words[1]
              switch $words[1]
                  case --socket --url --token
                      set -a __tend_where $words[1] $words[2]
                      set -e words[1]
                  case '-*'
                  case '*'
                      if test -z "$__tend_verb"
                          set __tend_verb $words[1]
                      else if contains -- "$__tend_verb" {families}
                          set __tend_verb "$__tend_verb $words[1]"
                      end
              end
              set -e words[1]
          end
      end

      function __tend_is
          __tend_words
          test "$__tend_verb" = "$argv[1]"
      end

      function __tend_ask
          __tend_words
          command tend $__tend_where __units $argv 2>/dev/null
      end

      complete -c tend -f
      """;
}
