package dev.tend.config.syntax;

import dev.tend.config.problem.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A value as it stands in a file, whatever the file's syntax, with its place.
public sealed interface Node {

  Place place();

  /// What it is, in words for the operator: `a list`.
  String kind();

  /// Values by name, in the order in which they were written.
  record Table(Place place, SequencedMap<String, Entry> entries) implements Node {
    public Table {
      entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }

    public Optional<Node> find(String name) {
      return Optional.ofNullable(entries.get(name)).map(Entry::value);
    }

    @Override
    public String kind() {
      return "a table";
    }
  }

  /// One key of a table.
  ///
  /// @param place of the key itself
  record Entry(Place place, Node value) {}

  /// Values in a row.
  record Items(Place place, List<Node> nodes) implements Node {
    public Items {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /// Characters.
  record Text(Place place, String value) implements Node {
    @Override
    public String kind() {
      return "text";
    }
  }

  /// A number without a fraction.
  ///
  /// @param written as in the file: `007`, `0x1F`
  record WholeNumber(Place place, long value, String written) implements Node {
    @Override
    public String kind() {
      return "a whole number";
    }
  }

  /// A number with a fraction or an exponent.
  ///
  /// @param written as in the file: `1.10`
  record Fraction(Place place, double value, String written) implements Node {
    @Override
    public String kind() {
      return "a number with a fraction";
    }
  }

  /// `true` or `false`.
  record Truth(Place place, boolean value) implements Node {
    @Override
    public String kind() {
      return Boolean.toString(value);
    }
  }

  /// A date or a time of day, which only TOML tells from text.
  ///
  /// @param written in ISO 8601
  record Time(Place place, String written) implements Node {
    @Override
    public String kind() {
      return "a date or time";
    }
  }

  /// `null`, or no value at all: `web:` in YAML.
  record Nothing(Place place) implements Node {
    @Override
    public String kind() {
      return "nothing";
    }
  }
}
