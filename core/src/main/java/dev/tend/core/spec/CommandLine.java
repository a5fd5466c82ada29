package dev.tend.core.spec;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A command that was written as one string, read as a POSIX shell would read it.
///
/// A text that means the same without a shell is split into its words, so that no shell stands
/// between the daemon and the process that it watches. Any other is handed to `/bin/sh -c` as it
/// is. When in doubt the shell gets it: that is never wrong, only one process dearer.
public sealed interface CommandLine {

  /// Read: what is to be executed.
  record Split(Command command) implements CommandLine {}

  /// The end came too early.
  ///
  /// @param what what is missing, in words for the operator: `a closing "`
  /// @param at where the thing that wants an end begins, as an index into the text
  record Unfinished(String what, int at) implements CommandLine {}

  /// There is no program in it.
  record Empty() implements CommandLine {}

  /// What a shell does itself, or takes for grammar, where it stands as the first word. What exists
  /// as a program too and means the same (`echo`, `test`, `kill`) is left out.
  Set<String> SHELL_WORDS =
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

  Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

  Pattern SHELL = Pattern.compile("(.*/)?(sh|bash|dash|ash|ksh|zsh)");

  /// `-c`, alone or with other letters as in `-ec`.
  Pattern OPTION_C = Pattern.compile("-[a-z]*c");

  static CommandLine read(String text) {
    // A YAML block ends in a newline, which separates nothing here.
    String stripped = text.strip();
    int shift = text.indexOf(stripped);
    return switch (new ShellScanner(stripped).scan()) {
      case ShellScanner.Unfinished(String what, int at) -> new Unfinished(what, shift + at);
      case ShellScanner.Words(List<String> words, ShellScanner.Need need) ->
          words.isEmpty() || words.getFirst().isEmpty()
              ? new Empty()
              : new Split(command(stripped, words, need));
      case ShellScanner.Grammar _ -> new Split(throughShell(stripped));
    };
  }

  private static Command command(String text, List<String> words, ShellScanner.Need need) {
    String first = words.getFirst();
    boolean shellWord = SHELL_WORDS.contains(first) || ASSIGNMENT.matcher(first).matches();
    boolean plain = need == ShellScanner.Need.NONE && !shellWord;
    return plain || isShellCall(words) ? new Command(words) : throughShell(text);
  }

  /// Whether it is a `sh -c '…'` already, which a second shell around it would not improve. A `$`
  /// in its double quotes is then replaced by the inner shell instead of the outer one.
  private static boolean isShellCall(List<String> words) {
    return words.size() >= 3
        && SHELL.matcher(words.getFirst()).matches()
        && OPTION_C.matcher(words.get(1)).matches();
  }

  private static Command throughShell(String text) {
    return new Command(List.of("/bin/sh", "-c", text));
  }
}
