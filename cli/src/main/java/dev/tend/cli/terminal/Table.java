package dev.tend.cli.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Rows under headings, aligned for a person to read.
public final class Table {

  private static final int BETWEEN_COLUMNS = 2;

  /// A last column that is cut below this says nothing any more; then lines wrap instead.
  private static final int LAST_COLUMN_MIN = 12;

  private final List<List<Cell>> rows = new ArrayList<>();
  private final int[] widths;

  public Table(String... headings) {
    widths = new int[headings.length];
    add(Arrays.stream(headings).map(heading -> new Cell(heading, Style.DIM)).toList());
  }

  /// Appends a row of as many cells as there are headings.
  public void row(Cell... cells) {
    add(List.of(cells));
  }

  private void add(List<Cell> cells) {
    if (cells.size() != widths.length) {
      throw new IllegalArgumentException(
          cells.size() + " cells under " + widths.length + " headings");
    }
    for (int column = 0; column < widths.length; column++) {
      widths[column] = Math.max(widths[column], cells.get(column).width());
    }
    rows.add(cells);
  }

  /// Prints it, each line behind the indentation, the last column cut so that lines fit the screen.
  public void print(PrintStream out, Palette palette, Screen screen, String indentation) {
    int last = widths.length - 1;
    int before = indentation.length();
    for (int column = 0; column < last; column++) {
      before += widths[column] + BETWEEN_COLUMNS;
    }
    int room = screen.roomFor(before + widths[last]) - before;
    int cut = Math.max(room, LAST_COLUMN_MIN);
    for (List<Cell> row : rows) {
      List<Cell> cells =
          Stream.concat(row.stream().limit(last), Stream.of(row.get(last).cut(cut))).toList();
      out.println(indentation + line(cells, palette));
    }
  }

  private String line(List<Cell> cells, Palette palette) {
    StringBuilder line = new StringBuilder();
    int gap = 0;
    for (int column = 0; column < cells.size(); column++) {
      Cell cell = cells.get(column);
      if (cell.width() > 0) {
        line.repeat(' ', gap).append(palette.paint(cell.style(), cell.text()));
        gap = 0;
      }
      gap += widths[column] - cell.width() + BETWEEN_COLUMNS;
    }
    return line.toString();
  }
}
