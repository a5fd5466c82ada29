package dev.tend.config.syntax;

import dev.tend.config.problem.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Reads YAML 1.2, and JSON, which is a part of it.
///
/// It builds the tree from the parser's events and not from its nodes, so that depth and the number
/// of values are limited before memory is: a few lines of aliases can stand for billions.
final class YamlTree {

  /// No configuration nests deeper; the tree is walked by recursion.
  private static final int DEPTH_MAX = 64;

  /// Far more than [SourceFile#BYTES_MAX] holds when nothing is said by alias.
  private static final int NODES_MAX = 2_000_000;

  private record Anchored(Node node, int nodes) {}

  private final Path file;
  private final YamlScalar scalars;
  private final Iterator<Event> events;
  private final Problems problems;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int nodes;

  YamlTree(Path file, String text, Syntax syntax, Problems problems) {
    this.file = file;
    this.problems = problems;
    this.scalars = YamlScalar.of(syntax);
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(SourceFile.BYTES_MAX).build();
    this.events = new ParserImpl(settings, new StreamReader(settings, text));
  }

  Optional<Node.Table> read() {
    try {
      return document();
    } catch (MarkedYamlEngineException broken) {
      problems.add(
          broken.getProblemMark().map(this::place).orElse(Place.whole(file)),
          broken.getProblem().lines().findFirst().orElse("not YAML"));
    } catch (YamlEngineException broken) {
      problems.add(Place.whole(file), String.valueOf(broken.getMessage()));
    }
    problems.markPartial();
    return Optional.empty();
  }

  private Optional<Node.Table> document() {
    events.next(); // the start of the stream
    Event start = events.next();
    Place top = new Place(file, 1, 1);
    if (start.getEventId() == Event.ID.StreamEnd) {
      return Optional.of(new Node.Table(top, new LinkedHashMap<>()));
    }
    Node node = node(events.next(), 0);
    events.next(); // the end of the document
    Event behind = events.next();
    if (behind.getEventId() == Event.ID.DocumentStart) {
      throw new ParserException("a second document begins here", behind.getStartMark());
    }
    return switch (node) {
      case Node.Table table -> Optional.of(table);
      case Node.Nothing _ -> Optional.of(new Node.Table(top, new LinkedHashMap<>()));
      case Node.Items _,
          Node.Text _,
          Node.WholeNumber _,
          Node.Fraction _,
          Node.Truth _,
          Node.Time _ -> {
        problems.add(node.place(), "expected keys and values, found " + node.kind());
        problems.markPartial();
        yield Optional.empty();
      }
    };
  }

  private Node node(Event event, int depth) {
    if (depth > DEPTH_MAX) {
      throw new ParserException(
          "nested more than " + DEPTH_MAX + " levels deep", event.getStartMark());
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    int before = nodes;
    count(1, event);
    Place place = place(event);
    Node node =
        switch (event) {
          case CollectionStartEvent tagged when tagged.getTag().isPresent() ->
              throw new ParserException(
                  "unknown tag " + tagged.getTag().get(), event.getStartMark());
          case MappingStartEvent _ -> table(place, depth);
          case SequenceStartEvent _ -> items(place, depth);
          case ScalarEvent scalar -> scalars.node(place, scalar);
          default -> throw new ParserException("expected a value", event.getStartMark());
        };
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(anchor -> anchors.put(anchor, new Anchored(node, nodes - before)));
    return node;
  }

  private Node aliased(AliasEvent alias) {
    Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw new ParserException(
          "no anchor &" + alias.getAlias() + " stands before this", alias.getStartMark());
    }
    count(anchored.nodes(), alias);
    return anchored.node();
  }

  private void count(int more, Event event) {
    nodes += more;
    if (nodes > NODES_MAX) {
      throw new ParserException(
          "stands for more than " + NODES_MAX + " values", event.getStartMark());
    }
  }

  private Node table(Place place, int depth) {
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      if (!(next instanceof ScalarEvent key)) {
        throw new ParserException("expected a plain key", next.getStartMark());
      }
      Place at = place(key);
      Node value = node(events.next(), depth + 1);
      Node.Entry earlier = entries.putIfAbsent(key.getValue(), new Node.Entry(at, value));
      if (earlier != null) {
        problems.add(
            at,
            "'"
                + key.getValue()
                + "' is defined twice: line "
                + earlier.place().line()
                + " has it already");
      }
    }
    return new Node.Table(place, entries);
  }

  private Node items(Place place, int depth) {
    List<Node> items = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      items.add(node(next, depth + 1));
    }
    return new Node.Items(place, items);
  }

  private Place place(Event event) {
    return event.getStartMark().map(this::place).orElse(Place.whole(file));
  }

  private Place place(Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
