package dev.tend.linux;

import dev.tend.core.process.SpawnFault;
import dev.tend.linux.SmallFiles.Content;
import dev.tend.linux.SmallFiles.Node;

/// Finds what a command executes, and says in words why it cannot be executed.
///
/// `posix_spawnp` would look on the daemon's PATH instead of the child's, would run a file that is
/// no program as a shell script, and keeps to itself which file it stumbled over.
final class Programs {

  private static final String EXECUTE = "execve";
  private static final int SHEBANG_LOOK_CHARS = 256;

  private final SmallFiles files;

  Programs(SmallFiles files) {
    this.files = files;
  }

  /// The absolute path of a program.
  ///
  /// @param directory what a relative path starts from
  /// @param path directories to look in if the name has no slash, as in `$PATH`
  Sought<String> find(String program, String directory, String path) {
    if (program.indexOf('/') >= 0) {
      return examine(absolute(program, directory));
    }
    Sought<String> best =
        Sought.missing(EXECUTE, Errno.ENOENT, program, "no such program in PATH=" + path);
    for (String entry : path.split(":", -1)) {
      String candidate = absolute(entry.isEmpty() ? program : entry + "/" + program, directory);
      if (files.look(candidate) instanceof Node.Present found && !found.isDirectory()) {
        if (found.isExecutable()) {
          return new Sought.Found<>(candidate);
        }
        // As a shell does, go on looking; but this is the file that the operator must have meant.
        best = examine(candidate);
      }
    }
    return best;
  }

  /// Why the kernel did not execute what [#find] had found.
  SpawnFault refused(String program, int errno) {
    String hint =
        switch (errno) {
          case Errno.ENOENT -> "the file is there, but " + interpreterOf(program) + " is not";
          case Errno.EACCES ->
              "no permission on the way to it, or its filesystem is mounted noexec";
          case Errno.ENOEXEC ->
              "neither a program for this machine nor a script with #! in its first line";
          case Errno.E2BIG -> "the arguments and the environment are too long";
          case Errno.ETXTBSY -> "it is being written";
          case Errno.EAGAIN, Errno.ENOMEM ->
              "the host has no more processes or memory to give: see ulimit -u and pids.max";
          default -> "";
        };
    return new SpawnFault(EXECUTE, Errno.name(errno), program, hint);
  }

  /// Refuses a script whose interpreter is missing: needed where another program, which cannot
  /// report back, does the `execve`.
  Sought<String> withItsInterpreter(String program) {
    String interpreter = interpreterOf(program);
    boolean missing = interpreter.startsWith("/") && files.look(interpreter) instanceof Node.Absent;
    return missing
        ? new Sought.Missing<>(refused(program, Errno.ENOENT))
        : new Sought.Found<>(program);
  }

  private Sought<String> examine(String program) {
    return switch (files.look(program)) {
      case Node.Absent(int errno) -> Sought.missing(EXECUTE, errno, program, absence(errno));
      case Node.Present node when node.isDirectory() ->
          Sought.missing(EXECUTE, Errno.EACCES, program, "it is a directory");
      case Node.Present node when !node.isExecutable() ->
          Sought.missing(
              EXECUTE,
              Errno.EACCES,
              program,
              "a file of that name is there but has no execute bit: chmod +x");
      case Node.Present _ -> new Sought.Found<>(program);
    };
  }

  private static String absence(int errno) {
    return switch (errno) {
      case Errno.ENOENT -> "no such file";
      case Errno.ENOTDIR -> "something on the way to it is not a directory";
      case Errno.EACCES -> "no permission on the way to it";
      default -> "";
    };
  }

  /// The path in a script's first line, or in words what a binary needs.
  private String interpreterOf(String program) {
    if (files.readStart(program) instanceof Content.Text content) {
      String start =
          content.latin1().substring(0, Math.min(content.latin1().length(), SHEBANG_LOOK_CHARS));
      if (start.startsWith("#!")) {
        String line = start.lines().findFirst().orElseThrow().substring(2).strip();
        return line.split("[ \t]", 2)[0];
      }
    }
    return "the loader that it is linked to";
  }

  /// A `./` goes, because operators read this path; any other dots stay, because a symbolic link
  /// may stand before them.
  private static String absolute(String path, String directory) {
    String name = path.startsWith("./") ? path.substring("./".length()) : path;
    return name.startsWith("/") ? name : directory + "/" + name;
  }
}
