package dev.tend.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;

/// The completion of zsh, in the way of its `_arguments`.
final class ZshCompletion {

  private ZshCompletion() {}

  static String script() {
    String verbs =
        Completable.verbs().stream()
            .filter(verb -> !verb.name().contains(" "))
            .map(verb -> "    " + quote(verb.name() + ":" + verb.summary()) + "\n")
            .collect(Collectors.joining());
    String cases =
        Completable.verbs().stream().map(ZshCompletion::verbCase).collect(Collectors.joining());
    String families =
        Verbs.FAMILIES.stream()
            .map(family -> "    " + quote(family.word() + ":" + family.meaning()) + "\n")
            .collect(Collectors.joining());
    return TEMPLATE
        .replace("{verbs}", verbs + families)
        .replace("{families}", Completable.families())
        .replace("{second}", Completable.eachFamily("        %s) compadd %s ;;\n"))
        .replace("{cases}", cases);
  }

  private static String verbCase(Verb verb) {
    String options =
        Completable.options(verb)
            .flatMap(option -> Arrays.stream(option.names()).map(name -> argument(option, name)))
            .collect(Collectors.joining(" "));
    return "    '" + verb.name() + "') _arguments -S " + options + rest(verb) + " ;;\n";
  }

  private static String argument(OptionSpec option, String name) {
    String value = option.arity().max() == 0 ? "" : ":" + option.paramLabel() + ":" + value(option);
    String meaning =
        option.description()[0].replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
    return quote(name + "[" + meaning + "]" + value);
  }

  private static String value(OptionSpec option) {
    return switch (option.paramLabel()) {
      case "PATH" -> "_files";
      case "GROUP" -> "_tend_groups";
      case "out|err" -> "(out err)";
      default -> " ";
    };
  }

  private static String rest(Verb verb) {
    return switch (verb.completes()) {
      case NOTHING -> "";
      case UNITS -> " '*:unit:_tend_units'";
      case GROUPS -> " '*:group:_tend_groups'";
      case FILES -> " '*:path:_files'";
      case SHELLS -> " '1:shell:(" + String.join(" ", CompletionVerb.SHELLS) + ")'";
      case VERBS -> " '*:verb:_tend_verbs'";
    };
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static final String TEMPLATE =
      """
      #compdef tend
      # zsh completion for tend; write it to a folder of $fpath as _tend

      _tend_units() {
        local -a names=(${(f)"$(_call_program units tend $where __units 2>/dev/null)"})
        compadd -a names
      }

      _tend_groups() {
        local -a names=(${(f)"$(_call_program groups tend $where __units --groups 2>/dev/null)"})
        compadd -a names
      }

      _tend_verbs() {
        local -a verbs=(
      {verbs}  )
        _describe verb verbs
      }

      _tend() {
        local -a where
        local verb='' at
        for ((at = 2; at < CURRENT; at++)); do
          case $words[at] in
            --socket | --url | --token)
              where+=($words[at] $words[at + 1])
              ((at++))
              ;;
            -*) ;;
            *)
              verb=$words[at]
              break
              ;;
          esac
        done
        if [[ -z $verb ]]; then
          _tend_verbs
          return
        fi
        shift $((at - 1)) words
        ((CURRENT -= at - 1))
        if [[ ' {families} ' == *" $verb "* ]]; then
          if ((CURRENT == 2)); then
            case $verb in
      {second}      esac
            return
          fi
          verb="$verb $words[2]"
          shift words
          ((CURRENT--))
        fi
        case $verb in
      {cases}  esac
      }

      if [[ $funcstack[1] == _tend ]]; then
        _tend "$@"
      else
        compdef _tend tend
      fi
      """;
}
