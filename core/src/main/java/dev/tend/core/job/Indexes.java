package dev.tend.core.job;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Which completions of a job something holds for, as ranges: `0-41,43`.
///
/// A job of a hundred thousand completions has a few ranges, and is noted at each of its steps.
///
/// @param ranges in order, with at least one number between two of them
public record Indexes(List<Range> ranges) {

  public static final Indexes NONE = new Indexes(List.of());

  /// Numbers from `first` to `last`, both included.
  public record Range(int first, int last) {
    public Range {
      if (first < 0 || last < first) {
        throw new IllegalArgumentException(first + " to " + last + " is no range");
      }
    }

    private String text() {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
  }

  public Indexes {
    ranges = List.copyOf(ranges);
    for (int i = 1; i < ranges.size(); i++) {
      if (ranges.get(i).first() <= ranges.get(i - 1).last() + 1) {
        throw new IllegalArgumentException("ranges touch or are not in order");
      }
    }
  }

  public int size() {
    return ranges.stream().mapToInt(range -> range.last() - range.first() + 1).sum();
  }

  public boolean contains(int index) {
    return ranges.stream().anyMatch(range -> range.first() <= index && index <= range.last());
  }

  /// The first number from `from` on that is none of these.
  public int firstMissing(int from) {
    return ranges.stream()
        .filter(range -> range.first() <= from && from <= range.last())
        .findFirst()
        .map(range -> range.last() + 1)
        .orElse(from);
  }

  /// These and one more.
  public Indexes with(int index) {
    if (contains(index)) {
      return this;
    }
    List<Range> next = new ArrayList<>();
    int first = index;
    int last = index;
    for (Range range : ranges) {
      if (range.last() == index - 1) {
        first = range.first();
      } else if (range.first() == index + 1) {
        last = range.last();
      } else {
        next.add(range);
      }
    }
    int place = 0;
    while (place < next.size() && next.get(place).first() < first) {
      place++;
    }
    next.add(place, new Range(first, last));
    return new Indexes(next);
  }

  /// As it is shown and noted; empty where there are none.
  public String text() {
    return ranges.stream().map(Range::text).collect(Collectors.joining(","));
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static Indexes parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String[] ends = part.split("-", 2);
      ranges.add(new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])));
    }
    return new Indexes(ranges);
  }
}
