package dev.tend.core.spec;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The words of a text that holds no grammar of the shell's outside of quotes.
///
/// @param expands whether a `$` or a backquote stands in double quotes, so that the words are known
///   and what they will say is not
record ShellWords(List<String> words, boolean expands) implements ShellScanner.Result {

  /// What a shell does itself, or takes for grammar, where it stands as the first word. What exists
  /// as a program too and means the same (`echo`, `test`, `kill`) is left out.
  private static final Set<String> BUILTINS =
      Set.of(
          ".",
          ":",
          "alias",
          "bg",
          "break",
          "builtin",
          "case",
          "cd",
          "command",
          "continue",
          "declare",
          "do",
          "done",
          "elif",
          "else",
          "esac",
          "eval",
          "exec",
          "exit",
          "export",
          "fc",
          "fg",
          "fi",
          "for",
          "function",
          "getopts",
          "hash",
          "if",
          "in",
          "jobs",
          "let",
          "local",
          "popd",
          "pushd",
          "read",
          "readonly",
          "return",
          "select",
          "set",
          "shift",
          "shopt",
          "source",
          "then",
          "times",
          "trap",
          "type",
          "typeset",
          "ulimit",
          "umask",
          "unalias",
          "unset",
          "until",
          "wait",
          "while");

  private static final Pattern ASSIGNMENT =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

  private static final Pattern SHELL = Pattern.compile("(.*/)?(sh|bash|dash|ash|ksh|zsh)");

  /// `-c`, alone or with other letters as in `-ec`.
  private static final Pattern OPTION_C = Pattern.compile("-[a-z]*c");

  ShellWords {
    words = List.copyOf(words);
  }

  boolean nameNoProgram() {
    return words.isEmpty() || words.getFirst().isEmpty();
  }

  boolean needShell() {
    String first = words.getFirst();
    boolean shellWord = BUILTINS.contains(first) || ASSIGNMENT.matcher(first).matches();
    return shellWord || (expands && !areShellCall());
  }

  /// Whether it is a `sh -c "…"` already, which a second shell around it would not improve: a `$`
  /// in its double quotes is then replaced by the inner shell instead of the outer one.
  private boolean areShellCall() {
    return words.size() >= 3
        && SHELL.matcher(words.getFirst()).matches()
        && OPTION_C.matcher(words.get(1)).matches();
  }
}
