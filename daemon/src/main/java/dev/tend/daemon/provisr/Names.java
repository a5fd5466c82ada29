package dev.tend.daemon.provisr;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What clients of provisr call an instance: `web`, or `web-2` where the unit has several.
///
/// A name means what it says: `base=api` is every instance of `api` and nothing of `api-gateway`.
final class Names {

  private static final Pattern NUMBERED = Pattern.compile("(.+)-([1-9][0-9]{0,5})");

  private final SortedMap<String, InstanceView> byName = new TreeMap<>();
  private final Map<InstanceId, String> byId = new HashMap<>();

  Names(Snapshot snapshot) {
    Map<UnitName, Integer> sizes = new HashMap<>();
    List<InstanceView> configured = new ArrayList<>();
    for (InstanceView view : snapshot.instances()) {
      if (isThere(view, snapshot)) {
        configured.add(view);
        sizes.merge(view.id().unit(), view.id().number(), Math::max);
      }
    }
    for (InstanceView view : configured) {
      InstanceId id = view.id();
      String name =
          sizes.getOrDefault(id.unit(), 1) > 1 ? id.unit() + "-" + id.number() : id.unit().text();
      byId.put(id, name);
      // A unit's own name counts before another one's numbered instance.
      byName.merge(name, view, (one, other) -> name.equals(one.id().unit().text()) ? one : other);
    }
  }

  /// Whether it is part of what is in force, and not on its way out of it.
  private static boolean isThere(InstanceView view, Snapshot snapshot) {
    return snapshot.configuration().units().get(view.id().unit()) instanceof ServiceSpec spec
        && (view.id().number() <= spec.instances() || view.targetUp());
  }

  String of(InstanceId id) {
    return byId.getOrDefault(id, id.toString());
  }

  SortedMap<String, InstanceView> all() {
    return byName;
  }

  Optional<InstanceView> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// All instances of the unit of exactly this name.
  List<InstanceView> ofUnit(String unit) {
    return byName.values().stream()
        .filter(view -> view.id().unit().text().equals(unit))
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .toList();
  }

  /// Those whose name matches; `*` stands for any characters, `?` for one.
  SortedMap<String, InstanceView> matching(String pattern) {
    StringBuilder regex = new StringBuilder();
    pattern
        .chars()
        .forEach(c ->
            regex.append(
                switch (c) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(String.valueOf((char) c));
                }));
    Pattern compiled = Pattern.compile(regex.toString());
    SortedMap<String, InstanceView> found = new TreeMap<>();
    byName.forEach((name, view) -> {
      if (compiled.matcher(name).matches()) {
        found.put(name, view);
      }
    });
    return found;
  }

  /// The names that a unit's instances would have.
  static List<String> planned(String unit, int instances) {
    List<String> names = new ArrayList<>();
    for (int number = 1; number <= instances; number++) {
      names.add(instances == 1 ? unit : unit + "-" + number);
    }
    return names;
  }

  /// The unit that `web-2` would be an instance of, if there were one.
  static Optional<String> unitOf(String name) {
    var numbered = NUMBERED.matcher(name);
    return numbered.matches() ? Optional.of(numbered.group(1)) : Optional.empty();
  }
}
