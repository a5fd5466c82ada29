package dev.tend.sim;

/// Thrown out of a port to end a simulated daemon at that very call. An error, because nothing in
/// the daemon may catch it: it does not live to do so.
final class DaemonDied extends Error {
  private static final long serialVersionUID = 1L;

  DaemonDied(String where) {
    super(where, null, false, false);
  }
}
