package dev.tend.core.world;

import dev.tend.core.spec.Group;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Finds what selectors mean among the units that there are.
///
/// @param units every unit with its instances, those with none included
/// @param groups by name
public record Selection(SortedMap<UnitName, List<InstanceId>> units, Map<String, Group> groups) {

  /// The instances that a selector means; empty if nothing goes by that name. A known unit that has
  /// no instance gives an empty list.
  public Optional<List<InstanceId>> find(Selector selector) {
    return switch (selector) {
      case Selector.OfUnit(UnitName unit) -> Optional.ofNullable(units.get(unit));
      case Selector.OfInstance(InstanceId id) ->
          units.getOrDefault(id.unit(), List.of()).contains(id)
              ? Optional.of(List.of(id))
              : Optional.empty();
      case Selector.OfPattern(String pattern) -> matching(pattern);
      case Selector.OfGroup(String name) ->
          Optional.ofNullable(groups.get(name)).map(group -> members(group.members()));
    };
  }

  private Optional<List<InstanceId>> matching(String pattern) {
    Pattern regex = Pattern.compile(regex(pattern));
    List<UnitName> names =
        units.keySet().stream().filter(unit -> regex.matcher(unit.text()).matches()).toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(members(names));
  }

  private static String regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  private List<InstanceId> members(Collection<UnitName> names) {
    SortedSet<InstanceId> found = new TreeSet<>();
    names.forEach(unit -> found.addAll(units.getOrDefault(unit, List.of())));
    return new ArrayList<>(found);
  }

  /// What to say where a selector means nothing.
  ///
  /// @param hint the name that was probably meant, or where to find the names
  public record Missing(String sentence, String hint) {}

  public Missing missing(Selector selector) {
    String hint =
        nearest(selector).map(near -> "Did you mean '" + near + "'?").orElse(selector.listing());
    return new Missing(selector.unknown(), hint);
  }

  private Optional<String> nearest(Selector selector) {
    return switch (selector) {
      case Selector.OfGroup(String name) ->
          Nearest.of(name, groups.keySet()).map(near -> "@" + near.word());
      case Selector.OfInstance(InstanceId id) when units.containsKey(id.unit()) ->
          units.get(id.unit()).isEmpty()
              ? Optional.empty()
              : Optional.of(units.get(id.unit()).getLast().toString());
      case Selector.OfInstance(InstanceId id) -> nearest(id.unit().text());
      case Selector.OfUnit(UnitName unit) when groups.containsKey(unit.text()) ->
          Optional.of("@" + unit);
      case Selector.OfUnit _, Selector.OfPattern _ -> nearest(selector.text());
    };
  }

  private Optional<String> nearest(String text) {
    return Nearest.of(text, units.keySet().stream().map(UnitName::text).toList())
        .map(Nearest::word);
  }
}
