package dev.tend.config.provisr;

/// From which weight on something is written to the daemon's own log.
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR
}
