package dev.tend.daemon.log;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// Writes `2026-11-21T08:00:00Z warning RunRecords: cannot write …`.
///
/// @param name of a class or a package; what stands behind its last dot is enough to find it
record PlainLogger(String name, PrintStream out) implements Logger {

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return level.compareTo(Level.INFO) >= 0 && level != Level.OFF;
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      write(level, String.valueOf(message) + (thrown == null ? "" : "\n" + trace(thrown)));
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... arguments) {
    if (isLoggable(level)) {
      boolean plain = format == null || arguments == null || arguments.length == 0;
      write(
          level,
          plain
              ? String.valueOf(format)
              : new MessageFormat(format, Locale.ROOT).format(arguments));
    }
  }

  private void write(Level level, String text) {
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    String where = name.substring(name.lastIndexOf('.') + 1);
    String what = level == Level.INFO ? "" : level.getName().toLowerCase(Locale.ROOT) + " ";
    out.println(now + " " + what + where + ": " + text);
  }

  private static String trace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().strip();
  }
}
