package dev.tend.config.syntax;

import dev.tend.config.problem.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlKeyValue;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Reads TOML.
///
/// The parser goes on behind a mistake line by line, so what it still understood is decoded too;
/// unless a table's header is broken, since nobody knows where the keys below it belong.
final class TomlTree {

  /// Behind this many a reader learns nothing more: the file is something else.
  private static final int MISTAKES_MAX = 20;

  private static final Pattern NUMBER = Pattern.compile("[+\\-.\\w]+");

  private final Path file;
  private final List<String> lines;
  private final TomlParseResult result;
  private final Problems problems;

  TomlTree(Path file, String text, Problems problems) {
    this.file = file;
    this.lines = text.lines().toList();
    this.result = Toml.parse(text, TomlParseOptions.sourceless());
    this.problems = problems;
  }

  Optional<Node.Table> read() {
    List<TomlParseError> errors = result.errors();
    errors.stream().limit(MISTAKES_MAX).forEach(this::report);
    if (errors.size() > MISTAKES_MAX) {
      problems.add(
          place(errors.get(MISTAKES_MAX).position()),
          "and " + (errors.size() - MISTAKES_MAX) + " more mistakes like these from here on");
    }
    if (!errors.isEmpty()) {
      problems.markPartial();
    }
    boolean misleading = errors.size() > MISTAKES_MAX || errors.stream().anyMatch(this::inHeader);
    return misleading ? Optional.empty() : Optional.of(table(new Place(file, 1, 1), result));
  }

  private void report(TomlParseError error) {
    String message = Objects.requireNonNullElse(error.getMessage(), "not TOML");
    String sentence =
        message
            // The place stands in front already.
            .replaceFirst(" \\(line \\d+, column \\d+\\)$", "")
            .replaceFirst(
                "^(.+) previously defined at line (\\d+), column \\d+$",
                "'$1' is defined twice: line $2 has it already");
    problems.add(
        place(error.position()),
        sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1));
  }

  private boolean inHeader(TomlParseError error) {
    int line = error.position().line();
    return line <= lines.size() && lines.get(line - 1).stripLeading().startsWith("[");
  }

  private Node.Table table(Place place, TomlTable table) {
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>();
    for (String name : table.keySet()) {
      List<String> path = List.of(name);
      Place key = place(Objects.requireNonNull(table.inputPositionOf(path)));
      Object value = Objects.requireNonNull(table.get(path));
      entries.put(name, new Node.Entry(key, node(placeOfValue(table.entry(path), key), value)));
    }
    return new Node.Table(place, entries);
  }

  /// Tables with a header of their own have no entry: they stand where their header does.
  private Place placeOfValue(@Nullable TomlKeyValue entry, Place key) {
    return entry == null || entry.value().position() == null
        ? key
        : place(entry.value().position());
  }

  private Node node(Place place, Object value) {
    return switch (value) {
      case TomlTable table -> table(place, table);
      case TomlArray array -> items(place, array);
      case String text -> new Node.Text(place, text);
      case Long number -> new Node.WholeNumber(place, number, written(place, number));
      case Double number -> new Node.Fraction(place, number, written(place, number));
      case Boolean truth -> new Node.Truth(place, truth);
      default -> new Node.Time(place, value.toString());
    };
  }

  private Node items(Place place, TomlArray array) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      nodes.add(node(place(array.inputPositionOf(i)), Objects.requireNonNull(array.get(i))));
    }
    return new Node.Items(place, nodes);
  }

  /// The characters of a number, which its value does not tell: `1.10` is 1.1.
  private String written(Place place, Number value) {
    Matcher number = NUMBER.matcher(lines.get(place.line() - 1));
    boolean found = number.find(place.column() - 1) && number.start() == place.column() - 1;
    return found ? number.group() : value.toString();
  }

  private Place place(TomlPosition position) {
    return new Place(file, position.line(), position.column());
  }
}
