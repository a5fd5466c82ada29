package dev.tend.config.provisr;

import dev.tend.config.decode.Placed;
import dev.tend.core.spec.UnitName;
import dev.tend.core.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the units that `depends_on` names, and leaves out those that could never start: what they
/// depend on is not there, or they depend on each other in a circle.
final class Dependencies {
  private static final Pattern INSTANCE = Pattern.compile("(.+)-[1-9]\\d{0,5}");

  private final Intake intake;

  Dependencies(Intake intake) {
    this.intake = intake;
  }

  /// Of each unit that is left, the units that it requires.
  SortedMap<UnitName, List<UnitName>> resolve() {
    while (true) {
      int before = intake.sound().size();
      SortedMap<UnitName, List<UnitName>> edges = new TreeMap<>();
      List.copyOf(intake.sound().values())
          .forEach(draft -> edges.put(draft.name(), required(draft)));
      if (intake.sound().size() == before) {
        Optional<List<UnitName>> circle = circle(edges);
        circle.ifPresent(this::report);
        if (intake.sound().size() == before) {
          return edges;
        }
      }
      // Whatever depends on what was left out just now is looked at again.
    }
  }

  private List<UnitName> required(UnitDraft draft) {
    SequencedSet<UnitName> units = new LinkedHashSet<>();
    for (Placed<String> name : draft.dependsOn()) {
      Optional<UnitName> unit = find(name.value());
      if (unit.isEmpty()) {
        intake.object(draft, name.place(), missing(name.value()), hint(name.value()));
      } else if (unit.get().equals(draft.name())) {
        intake.object(draft, name.place(), "'" + draft.name() + "' depends on itself", "");
      } else {
        units.add(unit.get());
      }
    }
    return List.copyOf(units);
  }

  private String missing(String name) {
    return intake.absent().contains(name)
        ? "it depends on '" + name + "', which is left out"
        : "there is no process '" + name + "'";
  }

  private String hint(String name) {
    return Nearest.hint(name, intake.sound().keySet().stream().map(UnitName::text).toList());
  }

  /// The unit of that name, or the one whose instance has that name: `web-2`.
  private Optional<UnitName> find(String name) {
    Optional<UnitName> unit = known(name);
    Matcher instance = INSTANCE.matcher(name);
    return unit.isEmpty() && instance.matches() ? known(instance.group(1)) : unit;
  }

  private Optional<UnitName> known(String name) {
    return UnitName.objection(name).isPresent()
        ? Optional.empty()
        : Optional.of(new UnitName(name))
            .filter(unit ->
                Optional.ofNullable(intake.sound().get(unit))
                    .filter(draft -> !draft.isCronJob())
                    .isPresent());
  }

  /// The first circle, if there is one: what is in it comes after itself.
  private static Optional<List<UnitName>> circle(SortedMap<UnitName, List<UnitName>> edges) {
    TreeSet<UnitName> open = new TreeSet<>(edges.keySet());
    while (open.removeIf(
        unit -> edges.getOrDefault(unit, List.of()).stream().noneMatch(open::contains))) {
      // Each round takes away what depends on nothing that is left.
    }
    if (open.isEmpty()) {
      return Optional.empty();
    }
    SequencedSet<UnitName> path = new LinkedHashSet<>();
    UnitName here = open.first();
    while (path.add(here)) {
      here =
          edges.getOrDefault(here, List.of()).stream()
              .filter(open::contains)
              .findFirst()
              .orElseThrow();
    }
    List<UnitName> way = List.copyOf(path);
    return Optional.of(way.subList(way.indexOf(here), way.size()));
  }

  private void report(List<UnitName> circle) {
    List<String> names = new ArrayList<>(circle.stream().map(UnitName::text).toList());
    names.add(names.getFirst());
    for (UnitName unit : circle) {
      UnitDraft draft = intake.sound().get(unit);
      if (draft != null) {
        intake.object(
            draft,
            draft.dependsOn().getFirst().place(),
            "processes depend on each other in a circle: " + String.join(" -> ", names),
            "None of them could ever start.");
      }
    }
  }
}
