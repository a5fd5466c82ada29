package dev.tend.linux;

/// Whose rights a process has.
sealed interface Account {

  /// The daemon's own.
  record Own() implements Account {}

  /// Another user's.
  record Other(String name, int uid, int gid, String home) implements Account {}
}
