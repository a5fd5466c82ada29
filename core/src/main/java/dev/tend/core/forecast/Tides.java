package dev.tend.core.forecast;

import dev.tend.core.forecast.Coming.Action;
import dev.tend.core.schedule.Timeline.Stretch;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Shift;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Which services come up and go down by their windows and versions, and who does with them.
///
/// It goes from edge to edge, and looks at the units that have one there and at those that need
/// them while they run.
final class Tides {
  private final SortedMap<UnitName, ServiceSpec> services = new TreeMap<>();
  private final SortedMap<UnitName, Stretch<Shift>> shifts = new TreeMap<>();

  /// Whom somebody wants up, within its window at least.
  private final SortedSet<UnitName> wished;

  /// Whom an operator stopped: nobody pulls them up.
  private final SortedSet<UnitName> held;

  private final Map<UnitName, SortedSet<UnitName>> dependants = new HashMap<>();
  private final TreeMap<Instant, SortedSet<UnitName>> edges = new TreeMap<>();

  /// How a unit stands at a moment.
  private record Sight(boolean up, ServiceSpec spec) {}

  Tides(Configuration configuration, Wanted wanted) {
    wished = new TreeSet<>(wanted.units());
    held = wanted.held();
    configuration
        .units()
        .forEach((name, unit) -> {
          if (unit instanceof ServiceSpec service) {
            services.put(name, service);
          }
        });
    services.forEach((name, service) ->
        Stream.concat(Stream.of(service), service.timing().later().stream())
            .flatMap(version -> needed(version).stream())
            .forEach(
                edge -> dependants.computeIfAbsent(edge.unit(), _ -> new TreeSet<>()).add(name)));
  }

  /// What it needs for as long as it runs.
  private static List<Edge.Requires> needed(ServiceSpec spec) {
    List<Edge.Requires> needed = new ArrayList<>();
    for (Edge edge : spec.edges()) {
      if (edge instanceof Edge.Requires(UnitName _, Until until, boolean _) && until.lasts()) {
        needed.add((Edge.Requires) edge);
      }
    }
    return needed;
  }

  List<Coming> between(Instant from, Instant until) {
    services.keySet().forEach(unit -> look(unit, from));
    List.copyOf(wished).forEach(this::pull);
    List<Coming> comings = new ArrayList<>();
    while (!edges.isEmpty()
        && edges.firstKey().isBefore(until)
        && comings.size() <= Forecast.COMINGS_MAX) {
      var edge = edges.pollFirstEntry();
      pass(edge.getKey(), edge.getValue(), comings);
    }
    return comings;
  }

  /// Finds out what a unit is at a moment, and when that changes next.
  private void look(UnitName unit, Instant moment) {
    ServiceSpec service = services.get(unit);
    if (service != null) {
      Stretch<Shift> now = Shift.of(service).at(moment);
      shifts.put(unit, now);
      now.until().ifPresent(at -> edges.computeIfAbsent(at, _ -> new TreeSet<>()).add(unit));
    }
  }

  private void pass(Instant at, SortedSet<UnitName> changing, List<Coming> comings) {
    Map<UnitName, Sight> before = new HashMap<>();
    concerned(changing).forEach(unit -> before.put(unit, sight(unit)));
    SortedSet<UnitName> known = new TreeSet<>(wished);
    changing.forEach(unit -> look(unit, at));
    changing.stream().filter(known::contains).forEach(this::pull);
    SortedSet<UnitName> moved = new TreeSet<>(wished);
    moved.removeAll(known);
    moved.addAll(changing);
    SortedSet<UnitName> concerned = concerned(moved);
    Map<UnitName, Sight> after = new HashMap<>();
    concerned.forEach(unit -> after.put(unit, sight(unit)));
    for (UnitName unit : concerned) {
      // Nobody of those that change is needed by who comes in only now.
      before.putIfAbsent(unit, sight(unit, known));
      tell(at, unit, before, after, comings);
    }
  }

  /// Who comes into its window makes others wanted too: those that it requires or wants.
  private void pull(UnitName unit) {
    Deque<UnitName> open = new ArrayDeque<>(List.of(unit));
    Set<UnitName> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      Shift shift = shift(open.remove());
      for (Edge edge : shift.open() ? shift.spec().edges() : List.<Edge>of()) {
        if (!(edge instanceof Edge.After) && seen.add(edge.unit())) {
          if (!held.contains(edge.unit())) {
            wished.add(edge.unit());
          }
          open.add(edge.unit());
        }
      }
    }
  }

  private void tell(
      Instant at,
      UnitName unit,
      Map<UnitName, Sight> before,
      Map<UnitName, Sight> after,
      List<Coming> comings) {
    Sight was = before.getOrDefault(unit, sight(unit));
    Sight is = after.getOrDefault(unit, sight(unit));
    if (was.up() && !is.up()) {
      comings.add(new Coming(at, unit, Action.STOP, whyDown(unit, at)));
    } else if (!was.up() && is.up()) {
      comings.add(new Coming(at, unit, Action.START, whyUp(unit, before, at)));
    } else if (was.up() && !from(was).equals(from(is))) {
      comings.add(new Coming(at, unit, Action.SWITCH, shift(unit).comesIntoForce(at)));
    } else if (was.up()) {
      replaced(is, before, after)
          .ifPresent(other -> {
            String why = other + ", which it requires, is replaced";
            comings.add(new Coming(at, unit, Action.STOP, why));
            comings.add(new Coming(at, unit, Action.START, why));
          });
    }
  }

  private static Optional<?> from(Sight sight) {
    return sight.spec().timing().from();
  }

  /// Whom it requires that goes to come back, and takes it along.
  private Optional<UnitName> replaced(
      Sight is, Map<UnitName, Sight> before, Map<UnitName, Sight> after) {
    return needed(is.spec()).stream()
        .filter(Edge.Requires::restart)
        .map(Edge::unit)
        .filter(other -> isReplaced(other, before, after))
        .findFirst();
  }

  private boolean isReplaced(
      UnitName unit, Map<UnitName, Sight> before, Map<UnitName, Sight> after) {
    Sight was = before.get(unit);
    Sight is = after.get(unit);
    return was != null
        && is != null
        && was.up()
        && is.up()
        && (!from(was).equals(from(is)) || replaced(is, before, after).isPresent());
  }

  private String whyDown(UnitName unit, Instant at) {
    Shift own = shift(unit);
    return own.open()
        ? needed(own.spec()).stream()
            .map(Edge::unit)
            .filter(other -> !sight(other).up())
            .findFirst()
            .map(other -> other + ", which it requires, goes down")
            .orElse("what it requires goes down")
        : own.happening(at);
  }

  private String whyUp(UnitName unit, Map<UnitName, Sight> before, Instant at) {
    Shift own = shift(unit);
    return needed(own.spec()).stream()
        .map(Edge::unit)
        .filter(other -> before.containsKey(other) && !before.get(other).up())
        .findFirst()
        .map(other -> other + ", which it requires, is up")
        .orElseGet(() -> own.happening(at));
  }

  private Shift shift(UnitName unit) {
    Stretch<Shift> now = shifts.get(unit);
    return now == null
        ? new Shift(ServiceSpec.of(unit.text(), "/bin/false"), Shift.Kind.NOT_IN_FORCE)
        : now.value();
  }

  private Sight sight(UnitName unit) {
    return sight(unit, wished);
  }

  private Sight sight(UnitName unit, SortedSet<UnitName> wanted) {
    Shift own = shift(unit);
    boolean up =
        wanted.contains(unit)
            && own.open()
            && needed(own.spec()).stream().allMatch(edge -> sight(edge.unit(), wanted).up());
    return new Sight(up, own.spec());
  }

  /// Those that change, and all that need one of them.
  private SortedSet<UnitName> concerned(SortedSet<UnitName> changing) {
    SortedSet<UnitName> concerned = new TreeSet<>(changing);
    Deque<UnitName> open = new ArrayDeque<>(changing);
    while (!open.isEmpty()) {
      for (UnitName dependant : dependants.getOrDefault(open.remove(), new TreeSet<>())) {
        if (concerned.add(dependant)) {
          open.add(dependant);
        }
      }
    }
    return concerned;
  }
}
