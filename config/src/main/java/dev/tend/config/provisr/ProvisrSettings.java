package dev.tend.config.provisr;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a provisr configuration says beside its units and groups.
///
/// @param specs reads further specs with what the main file says for all of them
/// @param programsDirectory where further units are kept, each in a file of its own; perhaps not
///   there yet
/// @param pidDirectory where pid files are written, if they are
/// @param listen `host:port` of this machine; empty means no TCP
/// @param basePath what the paths of provisr's API begin with: empty, or `/api`, never with a slash
///   at its end
/// @param daemonPidFile of `serve --daemonize`
/// @param daemonLogFile of `serve --daemonize`
/// @param logLevel from which weight on the daemon writes to its own log
public record ProvisrSettings(
    ProvisrSpecs specs,
    Path programsDirectory,
    Optional<Path> pidDirectory,
    Optional<String> listen,
    String basePath,
    Optional<Path> daemonPidFile,
    Optional<Path> daemonLogFile,
    LogLevel logLevel,
    boolean history,
    Metrics metrics) {

  /// What is measured.
  ///
  /// @param enabled whether Prometheus finds anything at `listen`
  /// @param listen `host:port` of this machine; empty means that only Tend's own page is there
  /// @param processes whether processes are sampled
  /// @param interval between two samples of a process
  /// @param samples how many of each process are kept
  public record Metrics(
      boolean enabled,
      Optional<String> listen,
      boolean processes,
      Duration interval,
      int samples) {}
}
