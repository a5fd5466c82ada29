package dev.tend.cli.terminal;

/// One place of a table: some text on one line, and how it looks.
public record Cell(String text, Style style) {

  public Cell {
    text = oneLine(text);
  }

  public static Cell of(String text) {
    return new Cell(text, Style.PLAIN);
  }

  /// What stands in a cell may come from anywhere, and must not move the cursor.
  private static String oneLine(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length());
    text.chars().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(c -> line.append((char) c));
    return line.toString();
  }

  int width() {
    return text.codePointCount(0, text.length());
  }

  /// At most so many characters of it, the last an ellipsis if some are left out.
  Cell cut(int width) {
    return width() <= width
        ? this
        : new Cell(text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…", style);
  }
}
