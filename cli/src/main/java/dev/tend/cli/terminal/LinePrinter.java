package dev.tend.cli.terminal;

import dev.tend.api.LogLine;
import java.io.PrintStream;

/// Prints output of several instances line by line, each behind the name of who wrote it: `web.1 |`
/// for its standard output, `web.1 !` for its standard error, `web.1 migrate |` for a hook.
///
/// Long lines arrive in pieces; between two pieces of one, somebody else's line may come.
public final class LinePrinter {

  private static final String NOBODY = "";

  private final PrintStream out;
  private final Palette palette;
  private final Labels labels;
  private final boolean single;
  private String unfinished = NOBODY;

  public LinePrinter(PrintStream out, Palette palette, Labels labels) {
    this(out, palette, labels, false);
  }

  private LinePrinter(PrintStream out, Palette palette, Labels labels, boolean single) {
    this.out = out;
    this.palette = palette;
    this.labels = labels;
    this.single = single;
  }

  /// For one instance: its own lines are printed as they are, only those of its hooks behind a
  /// name.
  public static LinePrinter ofOne(PrintStream out, Palette palette) {
    return new LinePrinter(out, palette, new Labels(), true);
  }

  public void print(LogLine line) {
    String hook = line.hook();
    String which = hook == null ? line.stream() : "~" + hook;
    String writer = line.unit() + "." + line.instance() + which;
    if (!unfinished.equals(writer)) {
      finish();
      out.print(prefix(line));
    }
    out.print(line.text());
    unfinished = line.partial() ? writer : NOBODY;
    if (!line.partial()) {
      out.print('\n');
    }
  }

  private String prefix(LogLine line) {
    String hook = line.hook();
    if (single) {
      return hook == null ? "" : hook + " " + palette.paint(Style.DIM, "|") + " ";
    }
    labels.add(line.unit(), line.instance());
    String mark =
        line.stream().equals("stderr")
            ? palette.paint(Style.RED, "!")
            : palette.paint(Style.DIM, "|");
    String who = labels.column(line.unit(), line.instance(), palette);
    return who + (hook == null ? "" : " " + hook) + " " + mark + " ";
  }

  /// A line of Tend's own between the others.
  public void note(Style style, String sentence) {
    finish();
    out.print(palette.paint(style, "-- " + sentence));
    out.print('\n');
  }

  private void finish() {
    if (!unfinished.equals(NOBODY)) {
      out.print('\n');
      unfinished = NOBODY;
    }
  }
}
