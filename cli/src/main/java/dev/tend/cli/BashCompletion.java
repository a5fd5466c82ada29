package dev.tend.cli;

import java.util.stream.Collectors;

/// The completion of bash: words that never change stand in the script, names of units and groups
/// are asked of the daemon.
final class BashCompletion {

  private BashCompletion() {}

  static String script() {
    String cases =
        Completable.verbs().stream().map(BashCompletion::verbCase).collect(Collectors.joining());
    return TEMPLATE
        .replace("{cases}", cases)
        .replace("{verbs}", String.join(" ", Completable.firstWords()))
        .replace("{families}", Completable.families())
        .replace("{second}", Completable.eachFamily("    %s) words='%s' ;;\n"));
  }

  private static String verbCase(Verb verb) {
    return "    '"
        + verb.name()
        + "') options='"
        + String.join(" ", Completable.optionNames(verb))
        + "'; words="
        + words(verb)
        + " ;;\n";
  }

  private static String words(Verb verb) {
    return switch (verb.completes()) {
      case NOTHING -> "''";
      case UNITS -> "\"$(_tend_ask)\"";
      case GROUPS -> "\"$(_tend_ask --groups)\"";
      case FILES -> "'' files=yes";
      case SHELLS -> "'" + String.join(" ", CompletionVerb.SHELLS) + "'";
      case VERBS -> "'" + String.join(" ", Completable.firstWords()) + "'";
    };
  }

  private static final String TEMPLATE =
      """
      # bash completion for tend; load with: source <(tend completion bash)

      _tend_ask() {
        command tend "${where[@]}" __units "$@" 2>/dev/null
      }

      _tend() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
        local verb='' options='' words='' files=no at word
        local -a where=()
        COMPREPLY=()
        for ((at = 1; at < COMP_CWORD; at++)); do
          word=${COMP_WORDS[at]}
          case $word in
            --socket | --url | --token)
              where+=("$word" "${COMP_WORDS[at + 1]}")
              ((at++))
              ;;
            -*) ;;
            *)
              if [[ -z $verb || ' {families} ' == *" $verb "* ]]; then
                verb=${verb:+$verb }$word
              fi
              ;;
          esac
        done
        case $previous in
          --socket | --config)
            COMPREPLY=($(compgen -f -- "$current"))
            return
            ;;
          --stream)
            COMPREPLY=($(compgen -W 'out err' -- "$current"))
            return
            ;;
          --wait | --url | --token | --dialect | --lines | -n | --since) return ;;
        esac
        case $verb in
          '') options='--socket --url --token --json --no-color --help --version'; words='{verbs}' ;;
      {second}{cases}  esac
        if [[ $previous == --group ]]; then
          words=$(_tend_ask --groups)
        fi
        if [[ $current == -* ]]; then
          COMPREPLY=($(compgen -W "$options" -- "$current"))
        elif [[ $files == yes ]]; then
          COMPREPLY=($(compgen -f -- "$current"))
        else
          COMPREPLY=($(compgen -W "$words" -- "$current"))
        fi
      }

      complete -F _tend tend
      """;
}
