package dev.tend.core.spec;

import java.util.List;

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
  /// @param opening the quotation mark that is never closed, or the backslash at the end
  /// @param at where it stands, as an index into the text
  record Unfinished(char opening, int at) implements CommandLine {}

  /// There is no program in it.
  record Empty() implements CommandLine {}

  static CommandLine read(String text) {
    // A YAML block ends in a newline, which separates nothing here.
    String stripped = text.strip();
    int shift = text.indexOf(stripped);
    return switch (new ShellScanner(stripped).scan()) {
      case ShellScanner.Unfinished(char opening, int at) -> new Unfinished(opening, shift + at);
      case ShellScanner.Grammar _ -> throughShell(stripped);
      case ShellWords words when words.nameNoProgram() -> new Empty();
      case ShellWords words when words.needShell() -> throughShell(stripped);
      case ShellWords words -> new Split(new Command(words.words()));
    };
  }

  private static CommandLine throughShell(String text) {
    return new Split(new Command(List.of("/bin/sh", "-c", text)));
  }
}
