package dev.tend.cli;

import dev.tend.cli.terminal.Screen;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;

/// What the command prints to and reads the time from.
///
/// @param screen what is behind `out`
/// @param errorScreen what is behind `err`
/// @param clock the wall clock, in the zone in which people here read it
record Console(PrintStream out, PrintStream err, Screen screen, Screen errorScreen, Clock clock) {

  /// No terminal, only streams.
  static Console plain(PrintStream out, PrintStream err) {
    return new Console(out, err, Screen.NONE, Screen.NONE, Clock.system(ZoneId.systemDefault()));
  }
}
