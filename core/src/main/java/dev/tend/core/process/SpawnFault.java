package dev.tend.core.process;

/// Why a process could not be started.
///
/// @param call what failed: `execve`, `chdir`, `open`, …
/// @param errno by name, as `ENOENT`
/// @param subject the path or name that it failed on
/// @param hint what the operator could do, or empty
public record SpawnFault(String call, String errno, String subject, String hint) {

  /// `cannot execute /srv/web: ENOENT (…)`.
  public String sentence() {
    return doing() + " " + subject + ": " + errno + (hint.isEmpty() ? "" : " (" + hint + ")");
  }

  private String doing() {
    return switch (call) {
      case "execve" -> "cannot execute";
      case "chdir" -> "cannot change to";
      case "open" -> "cannot open";
      case "setuid", "setgid" -> "cannot run as";
      default -> call + " failed for";
    };
  }
}
