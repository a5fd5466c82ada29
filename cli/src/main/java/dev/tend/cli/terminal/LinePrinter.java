package dev.tend.cli.terminal;

import dev.tend.api.LogLine;
import java.io.PrintStream;

/// Prints output of several instances line by line, each behind the name of who wrote it: `web.1 |`
/// for its standard output, `web.1 !` for its standard error.
///
/// Long lines arrive in pieces; between two pieces of one, somebody else's line may come.
public final class LinePrinter {

  private static final String NOBODY = "";

  private final PrintStream out;
  private final Palette palette;
  private final Labels labels;
  private String unfinished = NOBODY;

  public LinePrinter(PrintStream out, Palette palette, Labels labels) {
    this.out = out;
    this.palette = palette;
    this.labels = labels;
  }

  public void print(LogLine line) {
    String writer = line.unit() + "." + line.instance() + line.stream();
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
    labels.add(line.unit(), line.instance());
    String mark =
        line.stream().equals("stderr")
            ? palette.paint(Style.RED, "!")
            : palette.paint(Style.DIM, "|");
    return labels.column(line.unit(), line.instance(), palette) + " " + mark + " ";
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
