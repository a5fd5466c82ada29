package dev.tend.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A command line, split into its verb and all else in the order in which it stood.
///
/// Global options may stand before the verb, so that the verb is the first word that is neither an
/// option nor an option's value. Only then is it known which grammar applies to the rest, and only
/// that one is built.
///
/// @param verb `status`, or two words for the verbs of a family: `group list`
record Words(Optional<String> verb, List<String> rest) {

  Words {
    rest = List.copyOf(rest);
  }

  static Words of(List<String> args) {
    List<String> rest = new ArrayList<>();
    int at = 0;
    while (at < args.size() && args.get(at).startsWith("-")) {
      rest.add(args.get(at));
      if (GlobalOptions.WITH_VALUE.contains(args.get(at)) && at + 1 < args.size()) {
        at++;
        rest.add(args.get(at));
      }
      at++;
    }
    if (at == args.size()) {
      return new Words(Optional.empty(), rest);
    }
    String verb = args.get(at);
    at++;
    if (Verbs.family(verb).isPresent() && at < args.size() && !args.get(at).startsWith("-")) {
      verb = verb + " " + args.get(at);
      at++;
    }
    rest.addAll(args.subList(at, args.size()));
    return new Words(Optional.of(verb), rest);
  }
}
