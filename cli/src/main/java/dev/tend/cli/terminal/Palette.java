package dev.tend.cli.terminal;

import java.util.List;

/// Paints text, or leaves it as it is where no colour is wanted.
public record Palette(boolean colour) {

  /// No red among them: that is for what went wrong.
  private static final List<Style> UNITS =
      List.of(Style.CYAN, Style.YELLOW, Style.GREEN, Style.MAGENTA, Style.BLUE);

  private static final String ESCAPE = "\u001b[";

  public String paint(Style style, String text) {
    return !colour || style == Style.PLAIN || text.isEmpty()
        ? text
        : ESCAPE + style.code() + "m" + text + ESCAPE + "0m";
  }

  /// A unit's own colour, by its place among the units.
  public String unit(int ordinal, String text) {
    return paint(UNITS.get(ordinal % UNITS.size()), text);
  }
}
