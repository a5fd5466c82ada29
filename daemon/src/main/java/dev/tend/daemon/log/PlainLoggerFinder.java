package dev.tend.daemon.log;

import java.lang.System.Logger;
import java.lang.System.LoggerFinder;

/// Makes every `System.Logger` write to standard error: one line each, no framework, no file. Who
/// keeps the daemon's own log is up to who started it.
public final class PlainLoggerFinder extends LoggerFinder {

  @Override
  public Logger getLogger(String name, Module module) {
    return new PlainLogger(name, System.err);
  }
}
