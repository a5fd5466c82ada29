package dev.tend.core.world;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Counts what an object holds on to, so that a test can tell whether it grows.
final class Reach {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();

  private Reach() {}

  /// The objects that can be reached from this one through fields of Tend's own classes and through
  /// collections.
  static int of(Object root) {
    Reach reach = new Reach();
    reach.meet(root);
    while (!reach.open.isEmpty()) {
      reach.follow(reach.open.remove());
    }
    return reach.seen.size();
  }

  private void meet(Object object) {
    if (object != null && seen.add(object)) {
      open.add(object);
    }
  }

  private void follow(Object object) {
    switch (object) {
      case Collection<?> all -> all.forEach(this::meet);
      case Map<?, ?> map ->
          map.forEach((key, value) -> {
            meet(key);
            meet(value);
          });
      case Optional<?> maybe -> maybe.ifPresent(this::meet);
      default -> fields(object);
    }
  }

  private void fields(Object object) {
    Class<?> type = object.getClass();
    while (type != null && type.getName().startsWith("dev.tend.") && !type.isHidden()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          meet(value(field, object));
        }
      }
      type = type.getSuperclass();
    }
  }

  private static Object value(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException hidden) {
      throw new AssertionError(hidden);
    }
  }
}
