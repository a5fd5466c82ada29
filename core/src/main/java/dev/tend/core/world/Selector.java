package dev.tend.core.world;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;

/// What a command means by UNIT: a name, an instance, a pattern or a group.
public sealed interface Selector {

  /// All instances of one unit: `web`.
  record OfUnit(UnitName unit) implements Selector {}

  /// One instance: `web.2`.
  record OfInstance(InstanceId instance) implements Selector {}

  /// All units whose name matches; `*` stands for any characters, `?` for one: `'web*'`.
  record OfPattern(String pattern) implements Selector {}

  /// All members of a group: `@backend`.
  record OfGroup(String group) implements Selector {}

  /// Reads what stands on a command line or in a URL. Text that is no valid name becomes a pattern
  /// that matches nothing, so that the answer is "no such unit" with a suggestion.
  static Selector parse(String text) {
    if (text.startsWith("@")) {
      return new OfGroup(text.substring(1));
    }
    if (isWild(text)) {
      return new OfPattern(text);
    }
    int dot = text.lastIndexOf('.');
    if (dot > 0 && text.substring(dot + 1).matches("[1-9][0-9]{0,8}")) {
      String name = text.substring(0, dot);
      if (UnitName.objection(name).isEmpty()) {
        return new OfInstance(
            new InstanceId(new UnitName(name), Integer.parseInt(text.substring(dot + 1))));
      }
    }
    return UnitName.objection(text).isEmpty()
        ? new OfUnit(new UnitName(text))
        : new OfPattern(text);
  }

  /// The selector as it was written.
  default String text() {
    return switch (this) {
      case OfUnit(UnitName unit) -> unit.text();
      case OfInstance(InstanceId instance) -> instance.toString();
      case OfPattern(String pattern) -> pattern;
      case OfGroup(String group) -> "@" + group;
    };
  }

  /// What to say where nothing goes by it.
  default String unknown() {
    return switch (this) {
      case OfUnit(UnitName unit) -> "no unit named '" + unit + "'";
      case OfInstance(InstanceId instance) -> "no instance named '" + instance + "'";
      case OfPattern(String pattern) when isWild(pattern) -> "no unit matches '" + pattern + "'";
      case OfPattern(String text) -> "no unit named '" + text + "'";
      case OfGroup(String group) -> "no group named '" + group + "'";
    };
  }

  /// Where to look what there is.
  default String listing() {
    return this instanceof OfGroup
        ? "'tend group list' lists the groups."
        : "'tend status' lists the units.";
  }

  private static boolean isWild(String text) {
    return text.contains("*") || text.contains("?");
  }
}
